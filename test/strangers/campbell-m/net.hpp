#pragma once
// tiny socket layer, stripped down from my lobby server
#include <arpa/inet.h>
#include <netdb.h>
#include <sys/socket.h>
#include <unistd.h>
#include <cstdint>
#include <string>

namespace net {

// Packet: u16 length (network order) + bytes
inline bool sendPacket(int fd, const std::string& s) {
    uint16_t n = htons(static_cast<uint16_t>(s.size()));
    std::string b(reinterpret_cast<char*>(&n), 2);
    b += s;
    return ::send(fd, b.data(), b.size(), MSG_NOSIGNAL) == (ssize_t)b.size();
}

inline bool recvPacket(int fd, std::string& s) {
    uint16_t n;
    if (::recv(fd, &n, 2, MSG_WAITALL) != 2) return false;
    s.resize(ntohs(n));
    return s.empty() || ::recv(fd, s.data(), s.size(), MSG_WAITALL) == (ssize_t)s.size();
}

}  // namespace net
