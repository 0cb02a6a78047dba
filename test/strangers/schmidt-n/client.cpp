// Client zur Aufgabe 2: ./client x.conf   oder   ./client y.conf
#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>
#include "konfig.hpp"

using namespace std;

int main(int argc, char **argv)
{
    if (argc < 2) {
        cerr << "./client x.conf oder ./client y.conf" << endl;
        return 1;
    }
    auto k = lese(argv[1]);

    // verbinden
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in adr{};
    adr.sin_family = AF_INET;
    adr.sin_port = htons(stoi(k["port"]));
    inet_pton(AF_INET, k["server"].c_str(), &adr.sin_addr);
    if (connect(fd, (sockaddr *)&adr, sizeof(adr)) != 0) {
        perror("connect");
        return 1;
    }

    // Nachricht von der Tastatur
    cout << k["name"] << ", Nachricht eingeben: " << flush;
    string text;
    getline(cin, text);
    string zeile = k["name"] + ": " + text + "\n";
    send(fd, zeile.data(), zeile.size(), 0);
    cout << "gesendet: " << zeile;

    // Antwort des Servers
    char c;
    cout << "empfangen: ";
    while (recv(fd, &c, 1, 0) == 1) cout << c;
    close(fd);
}
