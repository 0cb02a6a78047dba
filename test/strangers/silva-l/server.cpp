// CST 311 - Trabalho 2 / PA2 - Beatriz Silva
//
// Threads: each client gets its own std::thread. It is necessary since the server cannot know in advance
// who will write first; blocking in the wrong socket would make the order wrong.
#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include <iostream>
#include <mutex>
#include <condition_variable>
#include <string>
#include <thread>
#include <vector>

using namespace std;

// Shared "mailbox" where the threads put the messages in order of arrival
class Mailbox {
    vector<string> msgs;
    mutex m;
    condition_variable cv;
public:
    // put a message and wake up who waits
    void put(const string& s) {
        lock_guard<mutex> g(m);
        msgs.push_back(s);
        cout << "[server] got: " << s << endl;
        cv.notify_all();
    }
    // waits for both messages, then returns the sentence
    string result() {
        unique_lock<mutex> g(m);
        cv.wait(g, [&] { return msgs.size() == 2; });
        return msgs[0] + " received before " + msgs[1];
    }
};

// reads until newline, so that a message is never cut
string readLine(int fd) {
    string s;
    char c;
    while (read(fd, &c, 1) == 1 && c != '\n') s += c;
    return s;
}

int main(int argc, char* argv[]) {
    int port = argc > 1 ? stoi(argv[1]) : 20240;
    int ls = socket(AF_INET, SOCK_STREAM, 0);
    int on = 1;
    setsockopt(ls, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    sockaddr_in ad{};
    ad.sin_family = AF_INET;
    ad.sin_port = htons(port);
    ad.sin_addr.s_addr = INADDR_ANY;
    if (bind(ls, (sockaddr*)&ad, sizeof ad) || listen(ls, 2)) {
        perror("bind/listen");
        return 1;
    }

    Mailbox box;
    vector<int> fds;
    // wait for both clients
    for (char id = 'X'; id <= 'Y'; id++) {
        int fd = accept(ls, nullptr, nullptr);
        cout << "[server] client " << id << " connected" << endl;
        fds.push_back(fd);
    }
    // tell each one its letter = permission to send
    vector<thread> ts;
    for (int i = 0; i < 2; i++) {
        char id = 'X' + i;
        string hello = string(1, id) + "\n";
        write(fds[i], hello.data(), hello.size());
        cout << "[server] told client its letter: " << id << endl;
        ts.emplace_back([&box, id, fd = fds[i]] {
            box.put(string(1, id) + ": " + readLine(fd));
            string r = box.result() + "\n";
            cout << "[server] to " + string(1, id) + ": " + r << flush;
            write(fd, r.data(), r.size());
            close(fd);
        });
    }
    for (auto& t : ts) t.join();
}
