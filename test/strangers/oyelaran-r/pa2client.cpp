// PA2 client     ./pa2client -s 10.0.0.1 [-p 2311]
// start two of them, the server says who is X and who is Y
#include <arpa/inet.h>
#include <cstdio>
#include <iostream>
#include <netinet/in.h>
#include <unistd.h>
#include "common.hpp"
using namespace std;

int main(int argc, char **argv) {
    string server = "127.0.0.1";
    int port = 2311, opt;
    while ((opt = getopt(argc, argv, "s:p:")) != -1) {
        if (opt == 's') server = optarg;
        else if (opt == 'p') port = stoi(optarg);
        else return 1;
    }

    int fd = socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in a{};
    a.sin_family = AF_INET;
    a.sin_port = htons(port);
    inet_pton(AF_INET, server.c_str(), &a.sin_addr);
    if (connect(fd, (sockaddr *)&a, sizeof a)) { perror("connect"); return 1; }

    string letter, text, answer;
    cout << "waiting for my letter..." << endl;
    getMsg(fd, letter);                    // comes when both of us are connected
    cout << "I am client " << letter << endl << "your message? " << flush;
    getline(cin, text);
    putMsg(fd, text);
    cout << letter << " sent: " << text << endl;
    if (getMsg(fd, answer)) cout << letter << " got: " << answer << endl;
    close(fd);
}
