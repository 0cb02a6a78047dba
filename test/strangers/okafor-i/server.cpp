// ============================================================
//  CST 311 - Assignment 2 - TCP server
//  Chidi Okafor
//
//  Why do we need multithreading? The server needs to handle two clients
//  concurrently. recv() blocks, therefore each client is handled by its own
//  std::thread and they share the vector "slots" to find who was first.
// ============================================================
#include <iostream>
#include <string>
#include <thread>
#include <vector>
#include <mutex>
#include <atomic>
#include <stdexcept>
#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

using std::string;

// RAII wrapper around a socket descriptor
class Socket {
    int fd_;
public:
    explicit Socket(int fd) : fd_(fd) { if (fd < 0) throw std::runtime_error("socket"); }
    Socket(Socket&& o) : fd_(o.fd_) { o.fd_ = -1; }
    Socket(const Socket&) = delete;
    ~Socket() { if (fd_ >= 0) close(fd_); }
    int fd() const { return fd_; }
    void send(const string& s) { ::send(fd_, s.data(), s.size(), 0); }
    string recv() {
        char buf[1024];
        ssize_t n = ::recv(fd_, buf, sizeof buf, 0);
        return n > 0 ? string(buf, n) : string();
    }
};

class OrderServer {
    std::vector<Socket> clients;
    std::vector<string> slots{2};   // slots[0] = first, slots[1] = second
    std::atomic<int> next{0};       // next free slot
    std::mutex io;                  // so that output lines don't mix

    // thread function
    void handle(Socket& c) {
        int slot = next++;          // take a place in the order (atomic)
        slots[slot] = c.recv();     // and put the message there
        std::lock_guard<std::mutex> g(io);
        std::cout << "Received: " << slots[slot] << std::endl;
    }

public:
    void run(uint16_t port) {
        Socket ls(::socket(AF_INET, SOCK_STREAM, 0));
        int yes = 1;
        setsockopt(ls.fd(), SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
        sockaddr_in addr{};
        addr.sin_family = AF_INET;
        addr.sin_port = htons(port);
        if (bind(ls.fd(), reinterpret_cast<sockaddr*>(&addr), sizeof addr) < 0 || listen(ls.fd(), 2) < 0)
            throw std::runtime_error("bind/listen");

        // wait for both clients before any thread is started
        for (int i = 0; i < 2; ++i) {
            clients.emplace_back(accept(ls.fd(), nullptr, nullptr));
            std::cout << "Client " << i + 1 << " accepted" << std::endl;
        }

        std::vector<std::thread> ts;
        for (auto& c : clients)
            ts.emplace_back(&OrderServer::handle, this, std::ref(c));
        for (auto& t : ts) t.join();

        // both messages are here -> acknowledge
        const string ack = slots[0] + " received before " + slots[1];
        for (auto& c : clients) c.send(ack);
        std::cout << "Sent to both: " << ack << std::endl;
    }
};

int main() {
    try {
        OrderServer().run(8080);
    } catch (const std::exception& e) {
        std::cerr << "error: " << e.what() << '\n';
        return 1;
    }
}
