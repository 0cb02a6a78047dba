// client <port> <host> <name>       e.g.  ./client 27015 10.0.0.1 X
// Keyboard in the main thread, network in a second one.
#include "net.hpp"
#include <cstdlib>
#include <iostream>
#include <thread>

int main(int argc, char** argv) {
    if (argc < 4) { std::cerr << "client <port> <host> <name>\n"; return 1; }
    addrinfo hint{}, *ai;
    hint.ai_family = AF_INET; hint.ai_socktype = SOCK_STREAM;
    if (getaddrinfo(argv[2], argv[1], &hint, &ai)) { std::cerr << "host?\n"; return 1; }
    int fd = ::socket(AF_INET, SOCK_STREAM, 0);
    if (::connect(fd, ai->ai_addr, ai->ai_addrlen)) { perror("connect"); return 1; }

    std::string name = argv[3];
    std::thread rx([fd] {
        std::string s;
        while (net::recvPacket(fd, s)) std::cout << "  <-- " << s << std::endl;
        std::cout << "disconnected" << std::endl;
        std::_Exit(0);   // main is stuck in getline
    });

    std::cout << "say something, " << name << std::endl;
    for (std::string l; std::getline(std::cin, l);) {
        net::sendPacket(fd, name + '\x1f' + l);
        std::cout << "  --> " << name << ": " << l << std::endl;
    }
    rx.join();
}
