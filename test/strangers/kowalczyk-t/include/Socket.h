#ifndef PA2_SOCKET_H
#define PA2_SOCKET_H
#include <string>

// Small RAII wrapper around a TCP socket. Messages end with a 0 byte.
class Socket {
public:
    explicit Socket(int fd = -1) : fd_(fd) {}
    Socket(Socket&& o) noexcept : fd_(o.fd_) { o.fd_ = -1; }
    Socket& operator=(Socket&& o) noexcept;
    Socket(const Socket&) = delete;
    ~Socket();

    static Socket listenOn(int port);
    static Socket connectTo(const std::string& ip, int port);

    Socket accept();
    void send(const std::string& text);
    std::string receive();

private:
    int fd_;
};
#endif
