// netmsg.h -- packet layout, shared by server and client
#pragma once
#include <cstdint>
#include <cstring>
#include <string>
#include <unistd.h>
#include <arpa/inet.h>
#include <sys/socket.h>

enum class Op : uint8_t { Spawn = 1, Ready = 2, Say = 3, Verdict = 4, Despawn = 5 };

#pragma pack(push, 1)
struct PacketHeader {      // 4 bytes on the wire
    uint8_t  op;
    uint8_t  player;       // 'X' or 'Y', 'S' for the server
    uint16_t len;          // payload bytes, network order
};
#pragma pack(pop)

struct Packet { Op op; char player; std::string body; };

inline bool sendPacket(int fd, const Packet& p) {
    PacketHeader h{ (uint8_t)p.op, (uint8_t)p.player, htons((uint16_t)p.body.size()) };
    std::string raw((char*)&h, sizeof h);
    raw += p.body;
    return send(fd, raw.data(), raw.size(), MSG_NOSIGNAL) == (ssize_t)raw.size();
}
inline bool recvPacket(int fd, Packet& p) {
    PacketHeader h;
    if (recv(fd, &h, sizeof h, MSG_WAITALL) != (ssize_t)sizeof h) return false;
    p.op = (Op)h.op; p.player = (char)h.player;
    p.body.resize(ntohs(h.len));
    return p.body.empty() ||
           recv(fd, &p.body[0], p.body.size(), MSG_WAITALL) == (ssize_t)p.body.size();
}
