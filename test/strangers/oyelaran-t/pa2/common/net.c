#include "net.h"
#include <netdb.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

int net_listen(int port)
{
    int on = 1, fd = socket(AF_INET, SOCK_STREAM, 0);
    struct sockaddr_in a = { .sin_family = AF_INET, .sin_port = htons(port) };
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (bind(fd, (void *)&a, sizeof a) || listen(fd, 4)) {
        perror("listen");
        exit(1);
    }
    return fd;
}

int net_connect(const char *host, int port)
{
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    struct hostent *h = gethostbyname(host);
    struct sockaddr_in a = { .sin_family = AF_INET, .sin_port = htons(port) };
    if (!h) {
        fprintf(stderr, "unknown host %s\n", host);
        exit(1);
    }
    memcpy(&a.sin_addr, h->h_addr_list[0], 4);
    if (connect(fd, (void *)&a, sizeof a)) {
        perror(host);
        exit(1);
    }
    return fd;
}

/* fixed length frames: no need to search for an end */
int net_put(int fd, const char *text)
{
    char b[MSGLEN] = "";
    strncpy(b, text, MSGLEN - 1);
    return write(fd, b, MSGLEN) == MSGLEN ? 0 : -1;
}

/* loop, because TCP may hand us the frame in pieces */
int net_get(int fd, char *text)
{
    int have = 0;
    while (have < MSGLEN) {
        int n = read(fd, text + have, MSGLEN - have);
        if (n <= 0)
            return -1;
        have += n;
    }
    text[MSGLEN - 1] = 0;
    return 0;
}
