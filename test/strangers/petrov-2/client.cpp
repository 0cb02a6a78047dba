// CST311 assignment 2: client in C++11
// usage: ./client SERVER PORT LETTER
// g++ -std=c++11 client.cpp -o client
#include <arpa/inet.h>
#include <cstdlib>
#include <iostream>
#include <string>
#include <sys/socket.h>
#include <unistd.h>

int main(int argc, char **argv) {
    if (argc != 4) {
        std::cerr << "usage: ./client SERVER PORT LETTER" << std::endl;
        return 1;
    }
    int s = socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in a{};
    a.sin_family = AF_INET;
    a.sin_port = htons(std::atoi(argv[2]));
    inet_pton(AF_INET, argv[1], &a.sin_addr);
    if (connect(s, (sockaddr *)&a, sizeof a) != 0) {
        std::cerr << "no connection" << std::endl;
        return 1;
    }
    // wait for OK
    char ok[2];
    std::cout << "connected, waiting for OK ..." << std::endl;
    recv(s, ok, 2, MSG_WAITALL);

    std::string name;
    std::cout << "OK! your name: " << std::flush;
    std::getline(std::cin, name);
    std::string msg = std::string(argv[3]) + ": " + name;
    send(s, msg.data(), msg.size(), 0);
    std::cout << "-> " << msg << std::endl;

    // print until the server closes
    char buf[512];
    ssize_t n;
    std::cout << "<- ";
    while ((n = recv(s, buf, sizeof buf, 0)) > 0)
        std::cout << std::string(buf, n);
    std::cout << std::flush;
    close(s);
}
