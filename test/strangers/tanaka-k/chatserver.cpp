// Chat server for two people
// Kenji Tanaka
// I did the extra credit version, the chat replaces the first part.
//
// Multithreading: each client has a thread because recv is blocking and both people
// type whenever they want.
// compile: g++ chatserver.cpp -o chatserver -lpthread

#include <iostream>
#include <thread>
#include <string>
#include <cstring>
#include <unistd.h>
#include <sys/socket.h>
#include <netinet/in.h>
using namespace std;

int sockX, sockY;

// takes messages of "from" and gives them to "to"
void relay(int from, int to, char who)
{
    char buffer[1024];
    while (true)
    {
        memset(buffer, 0, sizeof(buffer));
        int n = recv(from, buffer, 1023, 0);
        if (n <= 0) break;
        cout << "Client " << who << " sent: " << buffer << endl;
        // answer to the sender so he knows it arrived
        string ack = string("Server: got your message\n");
        send(from, ack.c_str(), ack.size(), MSG_NOSIGNAL);
        cout << "Sent to " << who << ": " << ack;
        // forward
        string text = string(1, who) + ": " + buffer + "\n";
        send(to, text.c_str(), text.size(), MSG_NOSIGNAL);
        cout << "Sent to other: " << text;
        if (strcmp(buffer, "Bye") == 0)
        {
            // end for both
            shutdown(sockX, SHUT_RDWR);
            shutdown(sockY, SHUT_RDWR);
            break;
        }
    }
}

int main()
{
    int server = socket(AF_INET, SOCK_STREAM, 0);
    int opt = 1;
    setsockopt(server, SOL_SOCKET, SO_REUSEADDR, &opt, sizeof(opt));
    sockaddr_in addr;
    addr.sin_family = AF_INET;
    addr.sin_addr.s_addr = INADDR_ANY;
    addr.sin_port = htons(8080);
    if (bind(server, (sockaddr*)&addr, sizeof(addr)) < 0) { cout << "bind failed" << endl; return 1; }
    listen(server, 3);
    cout << "Waiting for X" << endl;
    sockX = accept(server, NULL, NULL);
    cout << "X connected. Waiting for Y" << endl;
    sockY = accept(server, NULL, NULL);
    cout << "Y connected. Chat begins" << endl;

    // two threads, one per direction
    thread tx(relay, sockX, sockY, 'X');
    thread ty(relay, sockY, sockX, 'Y');
    tx.join();
    ty.join();
    close(sockX); close(sockY); close(server);
    cout << "Chat ended" << endl;
    return 0;
}
