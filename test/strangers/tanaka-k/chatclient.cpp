// Chat client, g++ chatclient.cpp -o chatclient -lpthread
// run: ./chatclient 10.0.0.1
#include <iostream>
#include <thread>
#include <string>
#include <cstdlib>
#include <unistd.h>
#include <arpa/inet.h>
#include <sys/socket.h>
using namespace std;

// thread that shows what the server sends
void show(int s)
{
    char buf[2048];
    int n;
    while ((n = recv(s, buf, 2047, 0)) > 0) { buf[n] = 0; cout << buf << flush; }
    cout << "Connection closed by server" << endl;
    exit(0);
}

int main(int argc, char* argv[])
{
    if (argc < 2) { cout << "usage: chatclient ip" << endl; return 1; }
    int s = socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in a;
    a.sin_family = AF_INET;
    a.sin_port = htons(8080);
    inet_pton(AF_INET, argv[1], &a.sin_addr);
    if (connect(s, (sockaddr*)&a, sizeof(a)) < 0) { cout << "no server" << endl; return 1; }
    thread t(show, s);
    string line;
    cout << "Enter message: " << flush;
    // keyboard loop
    while (getline(cin, line))
    {
        send(s, line.c_str(), line.size(), 0);
        cout << "You sent: " << line << endl << "Enter message: " << flush;
    }
    t.join();
}
