#include "Socket.h"
#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdexcept>
#include <sys/socket.h>
#include <unistd.h>

Socket& Socket::operator=(Socket&& o) noexcept {
    if (fd_ >= 0) close(fd_);
    fd_ = o.fd_;
    o.fd_ = -1;
    return *this;
}

Socket::~Socket() { if (fd_ >= 0) close(fd_); }

// helper, fills the address struct
static sockaddr_in address(const char* ip, int port) {
    sockaddr_in a{};
    a.sin_family = AF_INET;
    a.sin_port = htons(port);
    inet_pton(AF_INET, ip, &a.sin_addr);
    return a;
}

Socket Socket::listenOn(int port) {
    int fd = ::socket(AF_INET, SOCK_STREAM, 0); // SOCK_STREAM = TCP
    int yes = 1;
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    sockaddr_in a = address("0.0.0.0", port);
    if (bind(fd, (sockaddr*)&a, sizeof a) < 0) throw std::runtime_error("bind failed");
    listen(fd, 2);
    return Socket(fd);
}

Socket Socket::connectTo(const std::string& ip, int port) {
    int fd = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in a = address(ip.c_str(), port);
    if (connect(fd, (sockaddr*)&a, sizeof a) < 0) throw std::runtime_error("connect failed");
    return Socket(fd);
}

Socket Socket::accept() { return Socket(::accept(fd_, nullptr, nullptr)); }

void Socket::send(const std::string& text) {
    // +1: the terminating 0 is our end of message
    if (::send(fd_, text.c_str(), text.size() + 1, MSG_NOSIGNAL) < 0)
        throw std::runtime_error("send failed");
}

std::string Socket::receive() {
    std::string s;
    char c;
    while (::recv(fd_, &c, 1, 0) == 1 && c != 0) s += c;
    return s;
}
