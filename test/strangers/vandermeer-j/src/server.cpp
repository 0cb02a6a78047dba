// Joost van der Meer - relay server, C++17
// g++ -std=c++17 -pthread -o server server.cpp
//
// Multithreading, because: getline on a socket blocks. Two people talk whenever they
// like, in any order, and the server has to listen to both of them at the same time.

#include <cstring>
#include <iostream>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>
#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

// RAII for a descriptor
class Sock {
    int fd_;
public:
    explicit Sock(int fd) : fd_(fd) {}
    Sock(const Sock&) = delete;
    ~Sock() { hangup(); }
    int fd() const { return fd_; }
    void hangup() { if (fd_ >= 0) { ::shutdown(fd_, SHUT_RDWR); ::close(fd_); fd_ = -1; } }
    void send(const std::string& s) {
        if (fd_ < 0) return;
        std::string l = s + '\n';
        ::send(fd_, l.data(), l.size(), MSG_NOSIGNAL);
    }
    // one byte at a time: slow and correct
    std::optional<std::string> line() {
        std::string r;
        char c;
        for (;;) {
            if (::recv(fd_, &c, 1, 0) != 1) return std::nullopt;
            if (c == '\n') return r;
            r += c;
        }
    }
};

class Relay {
    std::vector<std::unique_ptr<Sock>> s_;
    std::vector<std::string> opening_;      // "X: Alice", in order of arrival
    std::mutex m_;
    int port_;

    void log(const std::string& dir, const std::string& what) { std::cout << dir << ' ' << what << std::endl; }

    void conversation(int i) {
        Sock& me = *s_[i];
        Sock& you = *s_[1 - i];
        bool opened = false;
        while (auto l = me.line()) {
            std::lock_guard g(m_);          // arrival order = order of getting m_
            log("<-", *l);
            if (!opened) {
                opened = true;
                opening_.push_back(*l);
                if (opening_.size() == 2) {
                    auto v = opening_[0] + " received before " + opening_[1];
                    log("->", v + "   (both)");
                    for (auto& s : s_) s->send(v);
                }
                continue;
            }
            you.send(*l);
            log("->", *l);
            if (l->size() >= 3 && l->substr(l->size() - 3) == "Bye") break;   // this one leaves
        }
        std::lock_guard g(m_);
        me.hangup();
    }

public:
    explicit Relay(int port) : port_(port) {}

    int run() {
        int ls = ::socket(AF_INET, SOCK_STREAM, 0), one = 1;
        ::setsockopt(ls, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
        sockaddr_in a{};
        a.sin_family = AF_INET;
        a.sin_port = htons(port_);
        if (::bind(ls, reinterpret_cast<sockaddr*>(&a), sizeof a) < 0) { std::perror("bind"); return 1; }
        ::listen(ls, 2);
        while (s_.size() < 2) {
            s_.push_back(std::make_unique<Sock>(::accept(ls, nullptr, nullptr)));
            log("##", "accepted " + std::to_string(s_.size()));
        }
        ::close(ls);
        // both there, now the threads
        std::thread t0(&Relay::conversation, this, 0), t1(&Relay::conversation, this, 1);
        t0.join();
        t1.join();
        return 0;
    }
};

int main(int argc, char** argv) { return Relay(argc > 1 ? std::stoi(argv[1]) : 3456).run(); }
