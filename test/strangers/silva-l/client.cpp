// CST 311 - PA2 - Beatriz Silva - client
#include <netdb.h>
#include <sys/socket.h>
#include <unistd.h>
#include <cstdio>
#include <iostream>
#include <string>
using namespace std;

// one line from the socket
string readLine(int fd) {
    string s;
    char c;
    while (read(fd, &c, 1) == 1 && c != '\n') s += c;
    return s;
}

int main(int argc, char* argv[]) {
    string host = argc > 1 ? argv[1] : "10.0.0.1";
    string port = argc > 2 ? argv[2] : "20240";
    addrinfo hints{}, *res;
    hints.ai_family = AF_INET;
    hints.ai_socktype = SOCK_STREAM;
    if (getaddrinfo(host.c_str(), port.c_str(), &hints, &res)) { cerr << "bad host\n"; return 1; }
    int fd = socket(res->ai_family, res->ai_socktype, 0);
    if (connect(fd, res->ai_addr, res->ai_addrlen)) { perror("connect"); return 1; }

    string id = readLine(fd);   // server says who we are
    cout << "server says: I am client " << id << endl;
    cout << "Message: " << flush;
    string msg;
    getline(cin, msg);
    msg += "\n";
    write(fd, msg.data(), msg.size());
    cout << "sent: " << msg;
    cout << "answer: " << readLine(fd) << endl;   // "... received before ..."
    close(fd);
}
