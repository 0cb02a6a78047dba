// client.cpp -- usage: ./client [host] [port]
#include "netmsg.h"
#include <atomic>
#include <iostream>
#include <poll.h>

int main(int argc, char** argv) {
    const char* host = argc > 1 ? argv[1] : "10.0.0.1";
    const int port = argc > 2 ? std::stoi(argv[2]) : 27015;
    int s = socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in sa{}; sa.sin_family = AF_INET; sa.sin_port = htons(port);
    inet_pton(AF_INET, host, &sa.sin_addr);
    if (connect(s, (sockaddr*)&sa, sizeof sa)) { perror("connect"); return 1; }

    char me = '?'; bool ready = false, keyboard = true;
    // one loop for keyboard + socket (poll), a client doesn't need threads
    for (;;) {
        pollfd pf[2] = {{s, POLLIN, 0}, {ready && keyboard ? 0 : -1, POLLIN, 0}};
        poll(pf, 2, -1);
        if (pf[0].revents) {
            Packet p;
            if (!recvPacket(s, p) || p.op == Op::Despawn) { std::cout << "* disconnected\n"; break; }
            switch (p.op) {
                case Op::Spawn:   me = p.player; std::cout << "* you are player " << me << std::endl; break;
                case Op::Ready:   ready = true; std::cout << "* both in, type" << std::endl; break;
                case Op::Verdict: std::cout << "server> " << p.body << std::endl; break;
                case Op::Say:     std::cout << p.player << "> " << p.body << std::endl; break;
                default: break;
            }
        }
        if (pf[1].revents) {
            // read() and not getline: iostream buffering and poll don't mix
            static std::string acc; char tmp[512];
            ssize_t n = read(0, tmp, sizeof tmp);
            if (n <= 0) { keyboard = false; continue; }
            acc.append(tmp, n);
            for (size_t k; (k = acc.find('\n')) != std::string::npos; acc.erase(0, k + 1)) {
                std::string line = acc.substr(0, k);
                sendPacket(s, {Op::Say, me, line});
                std::cout << me << " (me)> " << line << std::endl;
            }
        }
    }
    close(s);
}
