// client: ./client <host> <port> <X|Y>
#include <iostream>
#include <string>
#include <thread>
#include <netdb.h>
#include <sys/socket.h>
#include <unistd.h>

int main(int argc, char** argv) {
    if (argc != 4) { std::cerr << "client <host> <port> <X|Y>\n"; return 2; }
    addrinfo hints{}, *ai = nullptr;
    hints.ai_family = AF_INET;
    hints.ai_socktype = SOCK_STREAM;
    if (getaddrinfo(argv[1], argv[2], &hints, &ai)) { std::cerr << "who is " << argv[1] << "?\n"; return 1; }
    int fd = socket(ai->ai_family, ai->ai_socktype, 0);
    if (connect(fd, ai->ai_addr, ai->ai_addrlen) < 0) { std::perror("connect"); return 1; }

    std::thread ear([fd] {
        char b[512];
        ssize_t n;
        while ((n = recv(fd, b, sizeof b, 0)) > 0) std::cout << "<- " << std::string(b, n) << std::flush;
        std::cout << "(end)" << std::endl;
    });

    std::string l;
    while (std::getline(std::cin, l)) {
        std::string m = std::string(argv[3]) + ": " + l;
        std::string w = m + '\n';
        if (send(fd, w.data(), w.size(), MSG_NOSIGNAL) < 0) break;
        std::cout << "-> " << m << std::endl;
        if (l == "Bye") break;
    }
    ear.join();
    close(fd);
}
