// PA2 server  Varga Zoltan
// TCP, 2 clients, with the extra credit chat
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>
#include <netdb.h>
#include <sys/socket.h>
#include "chat.h"

// read a line byte by byte. slow but it does not matter here
static int readline(int fd, char *buf)
{
    int n = 0;
    while (n < MAXLINE - 1) {
        if (read(fd, buf + n, 1) <= 0) return -1;
        if (buf[n] == '\n') break;
        n++;
    }
    buf[n] = 0;
    return n;
}

static void sendline(int fd, const char *s)
{
    dprintf(fd, "%s\n", s);
    printf("OUT[%d] %s\n", fd, s);
}

int main(void)
{
    struct addrinfo h = {0}, *r;
    struct pollfd p[2];
    char msg[2][MAXLINE], line[MAXLINE], ack[2 * MAXLINE + 32];
    int have[2] = {0, 0}, count = 0, first = -1, yes = 1;

    setbuf(stdout, NULL);
    h.ai_family = AF_INET; h.ai_socktype = SOCK_STREAM; h.ai_flags = AI_PASSIVE;
    getaddrinfo(NULL, PORT, &h, &r);
    int s = socket(r->ai_family, r->ai_socktype, 0);
    setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    if (bind(s, r->ai_addr, r->ai_addrlen)) { perror("bind"); exit(1); }
    listen(s, 2);

    // both clients have to be here before we poll for data
    for (int i = 0; i < 2; i++) {
        p[i].fd = accept(s, 0, 0);
        p[i].events = POLLIN;
        printf("client %d connected\n", i);
    }

    for (;;) {
        poll(p, 2, -1);
        for (int i = 0; i < 2; i++) {
            if (!(p[i].revents & (POLLIN | POLLHUP))) continue;
            if (readline(p[i].fd, line) < 0) goto end;
            printf("IN [%d] %s\n", p[i].fd, line);
            if (!have[i]) {
                // first message of this client -> ordering
                have[i] = 1;
                strcpy(msg[i], line);
                if (first < 0) first = i;
                if (++count == 2) {
                    snprintf(ack, sizeof ack, "%s received before %s", msg[first], msg[1 - first]);
                    sendline(p[0].fd, ack);
                    sendline(p[1].fd, ack);
                }
                continue;
            }
            // chat: relay to the other one
            sendline(p[1 - i].fd, line);
            // "X: Bye" ends everything
            if (strcasecmp(line + 3, "bye") == 0) goto end;
        }
    }
end:
    close(p[0].fd);
    close(p[1].fd);
    puts("server exits");
    return 0;
}
