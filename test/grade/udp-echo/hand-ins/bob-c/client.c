/* Asks three times, on the loopback of one machine. */
#include <arpa/inet.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>

#define PORT 5001

int main(void) {
    int fd = socket(AF_INET, SOCK_DGRAM, 0);
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons(PORT)};
    inet_pton(AF_INET, "127.0.0.1", &to.sin_addr);
    for (int number = 1; number <= 3; number++) {
        char text[64], answer[64];
        sprintf(text, "ping %d", number);
        sendto(fd, text, strlen(text), 0, (struct sockaddr *)&to, sizeof to);
        ssize_t got = recvfrom(fd, answer, sizeof answer - 1, 0, NULL, NULL);
        answer[got < 0 ? 0 : got] = 0;
        printf("%s\n", answer);
    }
    return 0;
}
