// Reza Abadi
// cst311 assignment 2 client
// ./client X     or     ./client Y

#include <iostream>
#include <string>
#include <cstring>
#include <unistd.h>
#include <sys/socket.h>
#include <netinet/in.h>
#include <arpa/inet.h>
#include "common.h"

using namespace std;

int main(int argc, char** argv)
{
	if (argc < 2) { cout << "./client X or ./client Y" << endl; return 1; }
    string me = argv[1];

	int s = socket(AF_INET, SOCK_STREAM, 0);
	sockaddr_in a;
	memset(&a, 0, sizeof(a));
	a.sin_family = AF_INET;
	a.sin_port = htons(SERVER_PORT);
	inet_pton(AF_INET, SERVER_IP, &a.sin_addr);
	if (connect(s, (sockaddr*)&a, sizeof(a)) < 0) { perror("connect"); return 1; }

    string line;
    char buf[BUF];
    while (true)
    {
        cout << "message: ";
        if (!getline(cin, line)) break;
        string msg = me + ": " + line;
        send(s, msg.c_str(), msg.size(), 0);
        cout << "sent: " << msg << endl;
        if (line == "Bye") break;

        // get answer
        memset(buf, 0, BUF);
        int n = recv(s, buf, BUF - 1, 0);
        if (n <= 0) { cout << "server closed" << endl; break; }
        cout << "received: " << buf << endl;
    }
    close(s);
    return 0;
}
