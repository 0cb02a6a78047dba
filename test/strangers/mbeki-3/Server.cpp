// Server.cpp, Thandi Mbeki
// g++ -std=c++11 Server.cpp -o server -pthread
#include <iostream>
#include <string>
#include <thread>
#include <vector>
#include <mutex>
#include <unistd.h>
#include <netinet/in.h>
#include <sys/socket.h>
using namespace std;

vector<string> msgs;   // all messages
mutex m;

// reads the message of client number id
void handleClient(int sock, int id) {
    char buffer[1024] = {0};
    read(sock, buffer, 1024);
    lock_guard<mutex> g(m);
    msgs[id] = buffer;
    cout << "Message from client " << id << ": " << buffer << endl;
}

int main() {
    int server_fd = socket(AF_INET, SOCK_STREAM, 0);
    int opt = 1;
    setsockopt(server_fd, SOL_SOCKET, SO_REUSEADDR, &opt, sizeof(opt));
    sockaddr_in address;
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = INADDR_ANY;
    address.sin_port = htons(8888);
    if (bind(server_fd, (sockaddr*)&address, sizeof(address)) < 0) {
        perror("bind failed");
        return 1;
    }
    listen(server_fd, 3);
    cout << "Listening..." << endl;

    msgs.resize(2);
    int socks[2];
    // accept both
    for (int i = 0; i < 2; i++) {
        socks[i] = accept(server_fd, nullptr, nullptr);
        cout << "Client " << i << " connected" << endl;
    }
    // threads
    thread t1(handleClient, socks[0], 0);
    thread t2(handleClient, socks[1], 1);
    t1.join();
    t2.join();
    // reply
    string reply = msgs[0] + " received before " + msgs[1];
    cout << "Reply: " << reply << endl;
    for (int s : socks) {
        send(s, reply.c_str(), reply.size(), 0);
        close(s);
    }
    return 0;
}
