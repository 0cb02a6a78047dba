// Client in C++. Usage: client HOST PORT; the message is typed.
#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>
#include <cstdlib>
#include <iostream>
#include <string>

// Connects, sends the line that is typed, and prints the answer.
int main(int argc, char **argv) {
  if (argc < 3) return 2;
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(std::atoi(argv[2]));
  inet_pton(AF_INET, argv[1], &address.sin_addr);
  int connection = socket(AF_INET, SOCK_STREAM, 0);
  if (connect(connection, reinterpret_cast<sockaddr *>(&address), sizeof address) != 0) return 1;
  std::string message;
  std::cout << "Enter message: ";
  std::getline(std::cin, message);
  send(connection, message.data(), message.size(), 0);
  std::cout << "Sent: " << message << std::endl;
  char buffer[512];
  ssize_t length = recv(connection, buffer, sizeof buffer, 0);
  std::cout << "Server: " << std::string(buffer, length > 0 ? length : 0) << std::endl;
  close(connection);
}
