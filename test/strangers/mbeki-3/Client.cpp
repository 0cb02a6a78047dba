// Client.cpp, Thandi Mbeki
// g++ -std=c++11 Client.cpp -o client
// ./client 10.0.0.1
#include <iostream>
#include <string>
#include <unistd.h>
#include <arpa/inet.h>
#include <sys/socket.h>
using namespace std;

int main(int argc, char* argv[]) {
    string ip = argc > 1 ? argv[1] : "127.0.0.1";
    int sock = socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in serv_addr;
    serv_addr.sin_family = AF_INET;
    serv_addr.sin_port = htons(8888);
    inet_pton(AF_INET, ip.c_str(), &serv_addr.sin_addr);
    if (connect(sock, (sockaddr*)&serv_addr, sizeof(serv_addr)) < 0) {
        cout << "Connection Failed" << endl;
        return -1;
    }
    string name, text;
    cout << "Which client are you (X/Y)? ";
    getline(cin, name);
    cout << "Message: ";
    getline(cin, text);
    string msg = name + ": " + text;
    // send and print
    send(sock, msg.c_str(), msg.size(), 0);
    cout << "Sent " << msg << endl;
    char buffer[1024] = {0};
    read(sock, buffer, 1024);
    cout << "Server: " << buffer << endl;
    close(sock);
    return 0;
}
