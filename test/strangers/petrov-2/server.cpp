// CST311 assignment 2: server in C++11
// Ivan Petrov
//
// WHY THREADS: with one thread the program can be blocked in recv() of one client only. Then
// the message of the other client lies in the buffer of the kernel and the server
// does not know when it came. With a thread per client each message is taken the moment it
// arrives, and each thread writes down the time (steady_clock) into the
// shared vector. In the end the two times are compared.
//
// g++ -std=c++11 -pthread server.cpp -o server
#include <chrono>
#include <iostream>
#include <mutex>
#include <string>
#include <thread>
#include <vector>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

using Clock = std::chrono::steady_clock;

// what we know of a client
struct Client {
    int fd;
    std::string message;
    Clock::time_point when;     // time of receipt
};

std::mutex coutMutex;           // so that output lines do not mix

// thread function
void receiveMessage(Client &c) {
    char buf[512];
    ssize_t n = recv(c.fd, buf, sizeof buf, 0);
    c.when = Clock::now();
    c.message = std::string(buf, n > 0 ? n : 0);
    std::lock_guard<std::mutex> g(coutMutex);
    std::cout << "<- " << c.message << std::endl;
}

int main() {
    int port;
    std::cout << "Which port should be used? " << std::flush;
    std::cin >> port;

    int s = socket(AF_INET, SOCK_STREAM, 0);
    int on = 1;
    setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    sockaddr_in a{};
    a.sin_family = AF_INET;
    a.sin_port = htons(port);
    a.sin_addr.s_addr = INADDR_ANY;
    if (bind(s, (sockaddr *)&a, sizeof a) != 0) {
        std::cerr << "cannot bind" << std::endl;
        return 1;
    }
    listen(s, 2);

    // both connections first
    std::vector<Client> clients(2);
    for (auto &c : clients) {
        c.fd = accept(s, nullptr, nullptr);
        std::cout << "a client has connected" << std::endl;
    }
    // tell them to go on
    for (auto &c : clients)
        send(c.fd, "OK", 2, 0);

    std::thread t0(receiveMessage, std::ref(clients[0]));
    std::thread t1(receiveMessage, std::ref(clients[1]));
    t0.join();
    t1.join();

    // compare the times
    Client *first = &clients[0], *second = &clients[1];
    if (second->when < first->when)
        std::swap(first, second);
    // acknowledgement says it in both directions
    std::string ack = first->message + " received before " + second->message + "\n" +
                      second->message + " received after " + first->message + "\n";
    for (auto &c : clients) {
        send(c.fd, ack.data(), ack.size(), 0);
        std::cout << "-> " << ack;
        close(c.fd);
    }
    close(s);
}
