// PA2 + extra credit chat.
// Why threads: both clients can write at any time, and getting a line from a socket blocks.
// One thread per client blocks alone without holding up the other one; the std::mutex keeps the
// shared Room consistent and the order of the lines is the order of getting the mutex.
#include <array>
#include <iostream>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace std;

// buffered line reader on a socket, "\n" is the end of a message
class LineSock {
    int fd; string rest;
public:
    explicit LineSock(int f) : fd(f) {}
    optional<string> line() {
        for (;;) {
            if (auto p = rest.find('\n'); p != string::npos) {
                string l = rest.substr(0, p);
                rest.erase(0, p + 1);
                return l;
            }
            char b[300];
            ssize_t n = recv(fd, b, sizeof b, 0);
            if (n <= 0) return nullopt;
            rest.append(b, n);
        }
    }
    void put(const string& s) { string t = s + "\n"; ::send(fd, t.data(), t.size(), MSG_NOSIGNAL); }
    void hangup() { shutdown(fd, SHUT_RDWR); }
};

// everything the two threads share
struct Room {
    mutex m;
    vector<string> firsts;         // first message of each, in order of arrival
    array<LineSock*, 2> socks{};
    array<string, 2> letter;

    void tell(int i, const string& s) {
        cout << "to " << letter[i] << "   : " << s << endl;
        socks[i]->put(s);
    }
    // returns false when the chat is over
    bool incoming(int i, const string& text, bool first) {
        lock_guard g(m);
        cout << "from " << letter[i] << " : " << text << endl;
        string full = letter[i] + ": " + text;
        if (first) {
            firsts.push_back(full);
            if (firsts.size() == 2)
                for (int k : {0, 1}) tell(k, firsts[0] + " received before " + firsts[1]);
            return true;
        }
        tell(1 - i, full);                      // relay
        if (text != "Bye") return true;
        for (auto* s : socks) s->hangup();      // Bye: both connections end
        return false;
    }
};

int main() {
    int l = socket(AF_INET, SOCK_STREAM, 0), on = 1;
    setsockopt(l, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    sockaddr_in a{};
    a.sin_family = AF_INET;
    a.sin_port = htons(8765);
    if (bind(l, reinterpret_cast<sockaddr*>(&a), sizeof a) != 0) { perror("bind"); return 1; }
    listen(l, 2);
    cout << "waiting for two clients" << endl;

    // connect phase, nothing is read here
    vector<LineSock> s;
    s.reserve(2);
    Room room;
    for (int i = 0; i < 2; i++) {
        s.emplace_back(accept(l, nullptr, nullptr));
        room.socks[i] = &s[i];
        cout << "client " << i + 1 << " connected" << endl;
    }

    // the clients' first line is the letter; both are here, so we can read it now
    for (int i = 0; i < 2; i++) room.letter[i] = s[i].line().value_or("?");

    vector<thread> t;
    for (int i = 0; i < 2; i++)
        t.emplace_back([&room, i] {
            bool first = true;
            while (auto text = room.socks[i]->line()) {
                if (!room.incoming(i, *text, first)) break;
                first = false;
            }
        });
    for (auto& x : t) x.join();
    cout << "over" << endl;
    close(l);
}
