// Lucia Quiroga - client, start X first
// compile: g++ -o client client.cpp
// run:     ./client Alice        (or Bob)
#include <iostream>
#include <string>
#include <cstring>
#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>
using namespace std;

int main(int argc, char* argv[]) {
    if (argc < 2) { cout << "need a name" << endl; return 1; }
    int sock = socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in serv;
    serv.sin_family = AF_INET;
    serv.sin_port = htons(8080);
    inet_pton(AF_INET, "127.0.0.1", &serv.sin_addr);
    // connect to server
    if (connect(sock, (sockaddr*)&serv, sizeof(serv)) < 0) {
        cout << "Connection Failed" << endl;
        return 1;
    }
    // wait for the user so we can choose who is first
    cout << "press ENTER to send" << endl;
    cin.get();
    send(sock, argv[1], strlen(argv[1]) + 1, 0);
    cout << "Sent: " << argv[1] << endl;
    char buffer[2048] = {0};
    recv(sock, buffer, 2047, 0);
    cout << "From server: " << buffer << endl;
    close(sock);
}
