// CST 311 - Assignment 2 - client.  Chidi Okafor
// Usage: ./client X Alice      ./client Y Bob
// Press Enter to send
#include <iostream>
#include <string>
#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

int main(int argc, char* argv[]) {
    if (argc < 3) { std::cerr << "need letter and name\n"; return 1; }
    std::string msg = std::string(argv[1]) + ": " + argv[2];

    int fd = socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in addr{};
    addr.sin_family = AF_INET;
    addr.sin_port = htons(8080);
    inet_pton(AF_INET, "10.0.0.1", &addr.sin_addr);
    if (connect(fd, (sockaddr*)&addr, sizeof addr) != 0) { std::cerr << "cannot connect\n"; return 1; }

    std::cout << "Connected. Press Enter to send \"" << msg << "\"" << std::endl;
    std::cin.get();
    send(fd, msg.data(), msg.size(), 0);
    std::cout << "Sent: " << msg << std::endl;

    // wait for acknowledgement
    char buf[2048];
    ssize_t n = recv(fd, buf, sizeof buf, 0);
    std::cout << "Server: " << std::string(buf, n > 0 ? n : 0) << std::endl;
    close(fd);
}
