/* Answers every datagram in capital letters, on the loopback of one machine. */
#include <arpa/inet.h>
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#define PORT 5001

int main(void) {
    int fd = socket(AF_INET, SOCK_DGRAM, 0);
    struct sockaddr_in own = {.sin_family = AF_INET, .sin_port = htons(PORT)}, from;
    inet_pton(AF_INET, "127.0.0.1", &own.sin_addr);
    if (bind(fd, (struct sockaddr *)&own, sizeof own) != 0) exit(1);
    for (;;) {
        char text[1024];
        socklen_t length = sizeof from;
        ssize_t got = recvfrom(fd, text, sizeof text, 0, (struct sockaddr *)&from, &length);
        for (ssize_t at = 0; at < got; at++) text[at] = toupper(text[at]);
        sendto(fd, text, got, 0, (struct sockaddr *)&from, length);
    }
}
