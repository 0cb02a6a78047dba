// Lobby server for two players, X and Y.                      -- Fergus Campbell
//
// Why threads? Same reason as in any game server: the socket read blocks, and you never ever let one
// player's silence block another player. So every player gets an I/O thread which only pushes events,
// and the game loop (main thread) pops them. The event queue is the shared data, FIFO, with a mutex; so
// the position in the queue tells which player's message was received first.
#include "net.hpp"
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <array>
#include <deque>
#include <mutex>
#include <thread>
#include <vector>

struct Event { int player; bool gone; std::string text; };

class EventQueue {
    std::deque<Event> q_;
    std::mutex m_;
public:
    void push(Event e) { std::lock_guard<std::mutex> g(m_); q_.push_back(std::move(e)); }
    bool pop(Event& e) {
        std::lock_guard<std::mutex> g(m_);
        if (q_.empty()) return false;
        e = std::move(q_.front());
        q_.pop_front();
        return true;
    }
};

static EventQueue events;

// I/O thread
static void pump(int player, int fd) {
    std::string s;
    while (net::recvPacket(fd, s)) events.push({player, false, s});
    events.push({player, true, ""});
}

class Lobby {
    enum class State { WaitFirst, WaitSecond, Chat, Over };
    State state_ = State::WaitFirst;
    std::array<int, 2> fd_;
    std::array<std::string, 2> name_{"?", "?"};
    std::string firstLine_;
    int firstPlayer_ = -1;

    void sendTo(int p, const std::string& s) {
        net::sendPacket(fd_[p], s);
        std::printf("[server->%s] %s\n", name_[p].c_str(), s.c_str());
    }

public:
    explicit Lobby(std::array<int, 2> fd) : fd_(fd) {}
    bool over() const { return state_ == State::Over; }

    void on(const Event& e) {
        if (e.gone) { state_ = State::Over; return; }
        // packets look like "X\x1f" "text": name and text with a unit separator
        auto k = e.text.find('\x1f');
        if (k == std::string::npos) return;
        name_[e.player] = e.text.substr(0, k);
        std::string text = e.text.substr(k + 1), line = name_[e.player] + ": " + text;
        std::printf("[%s->server] %s\n", name_[e.player].c_str(), text.c_str());
        switch (state_) {
        case State::WaitFirst:
            firstPlayer_ = e.player; firstLine_ = line;
            state_ = State::WaitSecond;
            break;
        case State::WaitSecond:
            if (e.player == firstPlayer_) { sendTo(e.player, "(wait for the other player)"); break; }
            for (int p : {0, 1}) sendTo(p, firstLine_ + " received before " + line);
            state_ = State::Chat;
            break;
        case State::Chat:
            sendTo(1 - e.player, line);              // relay
            if (text == "Bye" || text == "bye") state_ = State::Over;
            break;
        case State::Over: break;
        }
    }
};

int main(int argc, char** argv) {
    int port = argc > 1 ? std::atoi(argv[1]) : 27015;      // Source engine's port, sorry
    std::setvbuf(stdout, nullptr, _IOLBF, 0);
    int ls = ::socket(AF_INET, SOCK_STREAM, 0), on = 1;
    ::setsockopt(ls, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    sockaddr_in a{};
    a.sin_family = AF_INET;
    a.sin_port = htons(port);
    if (::bind(ls, (sockaddr*)&a, sizeof a) || ::listen(ls, 2)) { std::perror("bind"); return 1; }

    // Matchmaking: wait till both are in, no I/O thread before that.
    std::array<int, 2> fd;
    for (int& f : fd) { f = ::accept(ls, nullptr, nullptr); std::puts("player joined"); }
    std::vector<std::thread> io;
    for (int p : {0, 1}) io.emplace_back(pump, p, fd[p]);

    // Game loop, 60 Hz
    Lobby lobby(fd);
    while (!lobby.over()) {
        Event e;
        while (!lobby.over() && events.pop(e)) lobby.on(e);
        std::this_thread::sleep_for(std::chrono::milliseconds(16));
    }
    // kick everyone; shutdown wakes the I/O threads
    for (int f : fd) ::shutdown(f, SHUT_RDWR);
    for (auto& t : io) t.join();
    std::puts("lobby closed");
}
