// Client. argv[1] = X or Y, argv[2] = server address (optional)
#include <arpa/inet.h>
#include <iostream>
#include <string>
#include <sys/socket.h>
#include <unistd.h>

int main(int argc, char** argv) {
    if (argc < 2) {
        std::cout << "client X|Y [address]\n";
        return 1;
    }
    std::string letter = argv[1];
    // message is fixed by the assignment
    std::string message = letter == "X" ? "X: Alice" : "Y: Bob";

    int s = socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in addr{};
    addr.sin_family = AF_INET;
    addr.sin_port = htons(27015);
    inet_pton(AF_INET, argc > 2 ? argv[2] : "10.0.0.1", &addr.sin_addr);
    if (connect(s, reinterpret_cast<sockaddr*>(&addr), sizeof addr) != 0) {
        std::cout << "cannot connect\n";
        return 1;
    }

    // wait for the user, so that you can choose who is first
    std::cout << "press Enter to send..." << std::flush;
    std::string dummy;
    std::getline(std::cin, dummy);

    send(s, message.data(), message.size(), 0);
    std::cout << "Client says: " << message << std::endl;

    char buf[128] = {0};
    recv(s, buf, sizeof buf - 1, 0);
    std::cout << "Server says: " << buf << std::endl;
    close(s);
}
