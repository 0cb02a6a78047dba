/* Client in C: the message is typed. Usage: ./client HOST */
#include <arpa/inet.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define PORT 8888

/* Connects, sends what was typed, and prints the answer. */
int main(int argc, char *argv[])
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(PORT)};
    char line[256], answer[600];
    int connection = socket(AF_INET, SOCK_STREAM, 0);
    if (argc < 2) { fprintf(stderr, "usage: client HOST\n"); return 2; }
    inet_pton(AF_INET, argv[1], &address.sin_addr);
    if (connect(connection, (struct sockaddr *)&address, sizeof address) < 0) { perror("connect"); return 1; }
    printf("Message: ");
    fflush(stdout);
    if (!fgets(line, sizeof line, stdin)) return 1;
    line[strcspn(line, "\n")] = 0;
    send(connection, line, strlen(line), 0);
    printf("sent %s\n", line);
    ssize_t length = recv(connection, answer, sizeof answer - 1, 0);
    answer[length < 0 ? 0 : length] = 0;
    printf("answer: %s\n", answer);
    close(connection);
    return 0;
}
