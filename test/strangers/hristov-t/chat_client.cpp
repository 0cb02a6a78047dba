// chat_client <ip> <letter>
#include <arpa/inet.h>
#include <cstdlib>
#include <iostream>
#include <string>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>

int main(int argc, char** argv) {
    if (argc < 3) { std::cerr << "chat_client <ip> <X|Y>\n"; return 1; }
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in a{};
    a.sin_family = AF_INET;
    a.sin_port = htons(8765);
    a.sin_addr.s_addr = inet_addr(argv[1]);
    if (connect(fd, reinterpret_cast<sockaddr*>(&a), sizeof a) != 0) { perror("connect"); return 1; }
    auto put = [fd](std::string s) { s += '\n'; send(fd, s.data(), s.size(), MSG_NOSIGNAL); };
    put(argv[2]); // who we are

    // thread that prints what comes from the server, until it hangs up
    std::thread in([fd] {
        char b[300];
        ssize_t n;
        while ((n = recv(fd, b, sizeof b, 0)) > 0) std::cout << "<< " << std::string(b, n) << std::flush;
        std::cout << "(server hung up)" << std::endl;
        std::_Exit(0);
    });
    // main thread: keyboard
    std::string line;
    while (std::getline(std::cin, line)) {
        put(line);
        std::cout << ">> " << line << std::endl;
    }
    in.join();
}
