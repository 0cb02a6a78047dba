// Reza Abadi
// cst311 assignment 2 + extra credit chat
//
// Why do we need multithreading: the server must be able to recive from client X and client Y
// at the same time. recv is blocking, so if there is only one thread the server sits in recv
// for one client and can not see that the other client already sent something. With
// 2 threads both are waiting parallel, and they share the vector msgs to know
// who came first.

#include <iostream>
#include <string>
#include <thread>
#include <vector>
#include <mutex>
#include <chrono>
#include <cstring>
#include <unistd.h>
#include <sys/socket.h>
#include <netinet/in.h>
#include <arpa/inet.h>
#include "common.h"

using namespace std;

int socks[2];
vector<string> msgs;
mutex m;

string recvStr(int s)
{
	char buf[BUF];
    memset(buf, 0, BUF);
	int n = recv(s, buf, BUF - 1, 0);
    if (n <= 0) return "";
	return string(buf);
}

void clientThread(int i)
{
	string msg = recvStr(socks[i]);
	string name = msg.substr(0, 1);
    {
        lock_guard<mutex> g(m);
        msgs.push_back(msg);
        cout << "received: " << msg << endl;
    }

	// wait for the other
	while (true)
	{
        {
            lock_guard<mutex> g(m);
            if (msgs.size() >= 2) break;
        }
		this_thread::sleep_for(chrono::milliseconds(50));
	}

	string ack = msgs[0] + " received before " + msgs[1];
    send(socks[i], ack.c_str(), ack.size(), 0);
    cout << "sent to " << name << ": " << ack << endl;

	// EXTRA CREDIT
	while (true)
	{
		string s = recvStr(socks[i]);
        if (s == "") break;
		cout << "received: " << s << endl;
		send(socks[1 - i], s.c_str(), s.size(), 0);
		cout << "relayed: " << s << endl;
	}
    close(socks[i]);
}

int main()
{
    int l = socket(AF_INET, SOCK_STREAM, 0);
    int yes = 1;
    setsockopt(l, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes));
    sockaddr_in a;
    memset(&a, 0, sizeof(a));
    a.sin_family = AF_INET;
    a.sin_addr.s_addr = INADDR_ANY;
    a.sin_port = htons(SERVER_PORT);
    if (bind(l, (sockaddr*)&a, sizeof(a)) < 0) { perror("bind"); return 1; }
    listen(l, 2);
    cout << "waiting for 2 clients" << endl;
    for (int i = 0; i < 2; i++)
    {
        socks[i] = accept(l, NULL, NULL);
        cout << "client connected" << endl;
    }
	thread t1(clientThread, 0);
	thread t2(clientThread, 1);
	t1.join();
	t2.join();
	return 0;
}
