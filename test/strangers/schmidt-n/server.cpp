// Server zur Aufgabe 2, Jonas Schmidt
//
// Multithreading: the server must wait for two clients at once because recv
// blocks. Each client gets a thread; the vector "eingang" is shared and is
// protected by a mutex. The order in the vector is the order of the messages.
#include <sys/socket.h>
#include <netinet/in.h>
#include <unistd.h>
#include <mutex>
#include <thread>
#include <vector>
#include "konfig.hpp"

using namespace std;

mutex m;
vector<string> eingang;

// liest bis zum Zeilenende
string leseZeile(int fd)
{
    string s;
    char c;
    while (recv(fd, &c, 1, 0) == 1 && c != '\n') s += c;
    return s;
}

void empfange(int fd)
{
    string s = leseZeile(fd);
    lock_guard<mutex> sperre(m);
    eingang.push_back(s);
    cout << "empfangen: " << s << endl;
}

int main(int argc, char **argv)
{
    auto k = lese(argc > 1 ? argv[1] : "server.conf");

    int lauscher = socket(AF_INET, SOCK_STREAM, 0);
    int eins = 1;
    setsockopt(lauscher, SOL_SOCKET, SO_REUSEADDR, &eins, sizeof(eins));
    sockaddr_in adr{};
    adr.sin_family = AF_INET;
    adr.sin_port = htons(stoi(k["port"]));
    adr.sin_addr.s_addr = INADDR_ANY;
    if (::bind(lauscher, (sockaddr *)&adr, sizeof(adr)) != 0) {
        perror("bind");
        return 1;
    }
    listen(lauscher, 5);
    cout << "Server laeuft auf Port " << k["port"] << endl;

    // zuerst beide Verbindungen
    int a = accept(lauscher, nullptr, nullptr);
    cout << "erster Client verbunden" << endl;
    int b = accept(lauscher, nullptr, nullptr);
    cout << "zweiter Client verbunden" << endl;

    // dann die Nachrichten, parallel
    thread t1(empfange, a), t2(empfange, b);
    t1.join();
    t2.join();

    string antwort = eingang[0] + " received before " + eingang[1];
    string zeile = antwort + "\n";
    for (int fd : {a, b}) {
        send(fd, zeile.data(), zeile.size(), 0);
        cout << "gesendet: " << antwort << endl;
        close(fd);
    }
    close(lauscher);
}
