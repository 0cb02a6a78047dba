// server.cpp -- Elsa Lindqvist
//
// Why multithreading: same reason a game server has it. The sim loop must not stall
// on the network. Each player gets a network thread which blocks in recv() as long as it
// wants and pushes into one event queue; the sim loop (main thread) pops events
// in the order they arrived. With a single thread a silent player X would freeze
// player Y, and we could not tell whose message came in first.
#include "netmsg.h"
#include <atomic>
#include <chrono>
#include <deque>
#include <iostream>
#include <mutex>
#include <thread>
#include <vector>

struct Event { int slot; bool gone; Packet pkt; };

static std::deque<Event> g_events;      // filled by network threads
static std::mutex g_eventsMutex;

static void push(Event e) {
    std::lock_guard<std::mutex> lk(g_eventsMutex);
    g_events.push_back(std::move(e));
}

static void networkThread(int slot, int fd) {
    Packet p;
    while (recvPacket(fd, p)) push({slot, false, p});
    push({slot, true, {}});
}

int main(int argc, char** argv) {
    const int port = argc > 1 ? std::stoi(argv[1]) : 27015;
    int ls = socket(AF_INET, SOCK_STREAM, 0), on = 1;
    setsockopt(ls, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    sockaddr_in sa{}; sa.sin_family = AF_INET; sa.sin_port = htons(port);
    if (bind(ls, (sockaddr*)&sa, sizeof sa) || listen(ls, 2)) { perror("bind/listen"); return 1; }
    std::cout << "[lobby] open on " << port << std::endl;

    // lobby: wait for two players, hand out the letters in slot order
    int fd[2]; const char letter[2] = {'X', 'Y'};
    for (int i = 0; i < 2; i++) {
        fd[i] = accept(ls, nullptr, nullptr);
        sendPacket(fd[i], {Op::Spawn, letter[i], ""});
        std::cout << "[lobby] player " << letter[i] << " joined" << std::endl;
    }
    // lobby full -> network threads start, nothing has been read until here
    std::vector<std::thread> net;
    for (int i = 0; i < 2; i++) net.emplace_back(networkThread, i, fd[i]);
    for (int i = 0; i < 2; i++) sendPacket(fd[i], {Op::Ready, 'S', ""});

    auto out = [&](int slot, const Packet& p) {
        if (sendPacket(fd[slot], p)) std::cout << "[out " << letter[slot] << "] " << p.body << std::endl;
    };

    // sim loop, 60 ticks per second
    std::string first; bool spoke[2] = {false, false}; int firsts = 0;
    for (bool running = true; running; std::this_thread::sleep_for(std::chrono::milliseconds(16))) {
        std::deque<Event> batch;
        { std::lock_guard<std::mutex> lk(g_eventsMutex); batch.swap(g_events); }
        for (auto& e : batch) {
            const int other = 1 - e.slot;
            if (e.gone) { running = false; break; }       // player dropped
            std::cout << "[in  " << letter[e.slot] << "] " << e.pkt.body << std::endl;
            if (!spoke[e.slot]) {                          // opening message of this player
                spoke[e.slot] = true;
                std::string tag = std::string(1, letter[e.slot]) + ": " + e.pkt.body;
                if (++firsts == 1) first = tag;
                else for (int i = 0; i < 2; i++) out(i, {Op::Verdict, 'S', first + " received before " + tag});
                continue;
            }
            out(other, {Op::Say, letter[e.slot], e.pkt.body});
            if (e.pkt.body == "Bye" || e.pkt.body == "bye") { running = false; break; }
        }
    }
    // game over: tell both and cut the wires, so the network threads wake up
    for (int i = 0; i < 2; i++) { sendPacket(fd[i], {Op::Despawn, 'S', ""}); shutdown(fd[i], SHUT_RDWR); }
    for (auto& t : net) t.join();
    for (int f : fd) close(f);
    std::cout << "[lobby] closed" << std::endl;
}
