// Assignment 2, server.  Maria Ivanova
// build: see build.sh
//
// Multithreading is necessary here, since waiting for data of client X must not
// stop us from receiving data of client Y (recv is a blocking call). Each
// client is served by an std::thread; the threads share the atomic `winner`.

#include <arpa/inet.h>
#include <atomic>
#include <cstring>
#include <iostream>
#include <string>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>

namespace {
constexpr int kPort = 27015;

// 0 = nobody yet, otherwise the letter of the client who was first
std::atomic<char> winner{0};
std::atomic<int> arrivals{0};
std::atomic<bool> go{false};

// body of the client threads
void serve(int fd) {
    // spin until both are connected
    while (!go)
        std::this_thread::yield();

    char buf[128] = {0};
    if (recv(fd, buf, sizeof buf - 1, 0) <= 0)
        std::exit(1);
    // only the first thread manages to replace the 0
    char expected = 0;
    winner.compare_exchange_strong(expected, buf[0]);
    std::cout << std::string("Client says: ") + buf + "\n" << std::flush;
    ++arrivals;

    // wait for the other thread
    while (arrivals < 2)
        std::this_thread::sleep_for(std::chrono::milliseconds(20));

    // the answer is one of the two strings of the assignment
    std::string answer = winner == 'X' ? "X: Alice received before Y: Bob"
                                       : "Y: Bob received before X: Alice";
    send(fd, answer.data(), answer.size(), 0);
    std::cout << "Server says: " + answer + "\n" << std::flush;
    close(fd);
}
}  // namespace

int main() {
    int s = socket(AF_INET, SOCK_STREAM, 0);
    int one = 1;
    setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    sockaddr_in addr{};
    addr.sin_family = AF_INET;
    addr.sin_port = htons(kPort);
    if (bind(s, reinterpret_cast<sockaddr*>(&addr), sizeof addr) != 0) {
        std::cerr << "bind failed: " << std::strerror(errno) << '\n';
        return 1;
    }
    listen(s, 2);

    // the threads may start early, but they wait for `go`
    int a = accept(s, nullptr, nullptr);
    std::cout << "one client connected" << std::endl;
    std::thread ta(serve, a);
    int b = accept(s, nullptr, nullptr);
    std::cout << "two clients connected" << std::endl;
    std::thread tb(serve, b);
    go = true;

    ta.join();
    tb.join();
    close(s);
}
