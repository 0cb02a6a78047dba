// PA2 server, Tunde Oyelaran
//
// Reason for multithreading: the two clients are independent and recv blocks, thus each client is
// given its own std::thread; otherwise the second one's message would sit there unread while we are blocked on the
// first. The threads share an atomic "ticket" counter: whoever gets ticket 0 was first.
#include <arpa/inet.h>
#include <atomic>
#include <chrono>
#include <iostream>
#include <mutex>
#include <netinet/in.h>
#include <thread>
#include <unistd.h>
#include "common.hpp"
using namespace std;

struct Client {
    int fd;
    char letter;
};

atomic<int> ticket{0};
atomic<int> stored{0};
string box[2];      // box[0] = first message, box[1] = second one
mutex io;           // cout is shared too

void say(const string &s) {
    lock_guard<mutex> g(io);
    cout << s << endl;
}

void handle(Client c) {
    string text;
    if (!getMsg(c.fd, text)) { say("lost a client"); exit(1); }
    int mine = ticket++;             // atomic, so no two threads can have the same number
    box[mine] = string(1, c.letter) + ": " + text;
    say("got " + box[mine]);
    stored++;

    // busy wait (with naps) for the other one
    while (stored < 2) this_thread::sleep_for(chrono::milliseconds(20));

    string answer = box[0] + " received before " + box[1];
    putMsg(c.fd, answer);
    say(string("to ") + c.letter + " " + answer);
    close(c.fd);
}

int main(int argc, char **argv) {
    int port = 2311, opt;
    while ((opt = getopt(argc, argv, "p:")) != -1)
        if (opt == 'p') port = stoi(optarg);

    int ls = socket(AF_INET, SOCK_STREAM, 0), yes = 1;
    setsockopt(ls, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    sockaddr_in a{};
    a.sin_family = AF_INET;
    a.sin_port = htons(port);
    if (::bind(ls, (sockaddr *)&a, sizeof a) || listen(ls, 2)) { perror("pa2server"); return 1; }
    say("waiting for 2 clients on port " + to_string(port));

    Client c[2];
    for (int i = 0; i < 2; i++) {
        c[i].fd = accept(ls, nullptr, nullptr);
        c[i].letter = "XY"[i];       // the first to connect is called X, the second Y
        say(string("client ") + c[i].letter + " is here");
    }
    // both connected: tell them their letter, this is also the sign that they may send
    for (auto &k : c) putMsg(k.fd, string(1, k.letter));
    thread t0(handle, c[0]), t1(handle, c[1]);
    t0.join();
    t1.join();
    close(ls);
}
