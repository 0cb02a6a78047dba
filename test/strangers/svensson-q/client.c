/*
 * client.c - usage: ./client host port letter
 * First line typed is the message, after the answer it's a chat.
 */
#include <stdio.h>
#include <string.h>
#include <stdlib.h>
#include <unistd.h>
#include <poll.h>
#include <arpa/inet.h>
#include <sys/socket.h>

int main(int argc, char **argv)
{
    if (argc != 4) {
        fprintf(stderr, "usage: %s host port X|Y\n", argv[0]);
        return 1;
    }
    setvbuf(stdout, NULL, _IOLBF, 0);
    int s = socket(AF_INET, SOCK_STREAM, 0);
    struct sockaddr_in a = { 0 };
    a.sin_family = AF_INET;
    a.sin_port = htons(atoi(argv[2]));
    inet_pton(AF_INET, argv[1], &a.sin_addr);
    if (connect(s, (struct sockaddr *)&a, sizeof a) < 0) {
        perror("connect");
        return 1;
    }
    puts("connected, type your message");

    /* wait for keyboard (0) and socket at once */
    struct pollfd p[2] = { { 0, POLLIN, 0 }, { s, POLLIN, 0 } };
    char buf[240], out[256];
    for (;;) {
        poll(p, 2, -1);
        if (p[1].revents) {
            int n = recv(s, buf, sizeof buf - 1, 0);
            if (n <= 0) {
                puts("connection closed");
                break;
            }
            buf[n] = '\0';
            printf("received: %s", buf);
        }
        if (p[0].revents & POLLIN) {
            if (!fgets(buf, sizeof buf, stdin))
                break;
            int n = snprintf(out, sizeof out, "%s: %s", argv[3], buf);
            send(s, out, n, 0);
            printf("sent: %s", out);
        }
    }
    close(s);
    return 0;
}
