// Lucia Quiroga - Assignment 2
// compile: g++ -o server server.cpp -pthread
//
// multithreading is needed because recv blocks, and the 2 clients can send in any order. With a thread
// for each client the server can receive from whoever is first. The global variables are the shared data.
#include <iostream>
#include <string>
#include <thread>
#include <mutex>
#include <cstring>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>
using namespace std;

char buffer[1024];       // message buffer
char* msgs[2];           // the messages
char names[2];           // who sent it
int total = 0;
mutex m;

// gets the message from a client
void getMessage(int sock, char name) {
    recv(sock, buffer, 1024, 0);
    m.lock();
    cout << "Received from " << name << ": " << buffer << endl;
    msgs[total] = buffer;
    names[total] = name;
    total++;
    m.unlock();
}

int main() {
    // make socket
    int server = socket(AF_INET, SOCK_STREAM, 0);
    int opt = 1;
    setsockopt(server, SOL_SOCKET, SO_REUSEADDR, &opt, sizeof(opt));
    sockaddr_in address;
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = INADDR_ANY;
    address.sin_port = htons(8080);
    bind(server, (sockaddr*)&address, sizeof(address));
    listen(server, 3);
    cout << "Server running" << endl;

    // accept X and Y
    int x = accept(server, NULL, NULL);
    cout << "X connected" << endl;
    int y = accept(server, NULL, NULL);
    cout << "Y connected" << endl;

    // threads
    thread t1(getMessage, x, 'X');
    thread t2(getMessage, y, 'Y');
    t1.join();
    t2.join();

    // answer
    string ack = string(1, names[0]) + ": " + msgs[0] + " received before " + string(1, names[1]) + ": " + msgs[1];
    send(x, ack.c_str(), ack.size() + 1, 0);
    send(y, ack.c_str(), ack.size() + 1, 0);
    cout << "Sent to X and Y: " << ack << endl;
    close(x);
    close(y);
    close(server);
}
