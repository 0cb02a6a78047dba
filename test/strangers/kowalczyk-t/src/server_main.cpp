/**
 * PA2 server - Marta Kowalczyk
 *
 * Multithreading: recv() blocks until the client sends. As we can't know in advance which of
 * the clients will be first, we have to wait at both sockets at the same time, so we use one
 * std::thread per client. They put what they got in a common vector protected by a mutex.
 */
#include "Socket.h"
#include <iostream>
#include <mutex>
#include <thread>
#include <vector>

namespace {
std::mutex mtx;                    // protects arrived and std::cout
std::vector<std::string> arrived;  // messages in order of arrival

void readClient(Socket& s) {
    std::string text = s.receive();
    std::lock_guard<std::mutex> guard(mtx);
    arrived.push_back(text);
    std::cout << "[server] message " << arrived.size() << ": " << text << std::endl;
}
}

int main(int argc, char** argv) {
    const int port = argc > 1 ? std::stoi(argv[1]) : 6000;
    try {
        Socket listener = Socket::listenOn(port);
        std::cout << "[server] port " << port << std::endl;

        // (5) first both connections...
        Socket one = listener.accept();
        std::cout << "[server] 1st client is here" << std::endl;
        Socket two = listener.accept();
        std::cout << "[server] 2nd client is here" << std::endl;

        // a word to both that they can begin, so the order is fair
        one.send("GO");
        two.send("GO");
        std::cout << "[server] sent GO to both" << std::endl;

        // ...then the messages
        std::thread t1(readClient, std::ref(one)), t2(readClient, std::ref(two));
        t1.join();
        t2.join();

        const std::string ack = arrived[0] + " received before " + arrived[1];
        one.send(ack);
        two.send(ack);
        std::cout << "[server] sent to both: " << ack << std::endl;
    } catch (const std::exception& e) {
        std::cerr << e.what() << std::endl;
        return 1;
    }
}
