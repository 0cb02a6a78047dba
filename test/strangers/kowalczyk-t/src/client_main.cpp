// PA2 client:  pa2_client <letter> <name> [server ip] [port]
#include "Socket.h"
#include <chrono>
#include <iostream>
#include <random>
#include <thread>

int main(int argc, char** argv) {
    if (argc < 3) {
        std::cerr << "usage: pa2_client X Alice [10.0.0.1] [6000]\n";
        return 1;
    }
    const std::string ip = argc > 3 ? argv[3] : "10.0.0.1";
    const int port = argc > 4 ? std::stoi(argv[4]) : 6000;
    try {
        Socket s = Socket::connectTo(ip, port);
        std::cout << "[" << argv[1] << "] server says: " << s.receive() << std::endl;

        // random pause up to 3 s: sometimes X wins, sometimes Y
        std::random_device rd;
        std::this_thread::sleep_for(std::chrono::milliseconds(rd() % 3000));

        const std::string msg = std::string(argv[1]) + ": " + argv[2];
        s.send(msg);
        std::cout << "[" << argv[1] << "] sent: " << msg << std::endl;
        std::cout << "[" << argv[1] << "] server says: " << s.receive() << std::endl;
    } catch (const std::exception& e) {
        std::cerr << e.what() << std::endl;
        return 1;
    }
}
