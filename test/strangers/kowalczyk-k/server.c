#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <poll.h>
#include <netdb.h>
#include <sys/socket.h>
#include <netinet/in.h>

struct peer { int fd; char buf[200]; int done; };

static int die(const char *s) { perror(s); exit(1); }

int main(void)
{
    struct peer p[2] = {{0}};
    struct pollfd pf[2];
    struct peer *seq[2];
    int i, k = 0, one = 1;
    char out[512];
    struct sockaddr_in a = { .sin_family = AF_INET, .sin_port = htons(6311) };
    int l = socket(AF_INET, SOCK_STREAM, 0);
    setsockopt(l, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    if (bind(l, (void *)&a, sizeof a)) die("bind");
    if (listen(l, 2)) die("listen");
    for (i = 0; i < 2; i++) {
        if ((p[i].fd = accept(l, 0, 0)) < 0) die("accept");
        pf[i].fd = p[i].fd;
        pf[i].events = POLLIN;
    }
    while (k < 2) {
        if (poll(pf, 2, -1) < 0) die("poll");
        for (i = 0; i < 2; i++)
            if (pf[i].revents) {
                int n = read(pf[i].fd, p[i].buf, sizeof p[i].buf - 1);
                if (n <= 0) die("read");
                p[i].buf[n] = 0;
                printf("< %s\n", p[i].buf);
                fflush(stdout);
                seq[k++] = &p[i];
                pf[i].fd = -1;
            }
    }
    snprintf(out, sizeof out, "%s received before %s", seq[0]->buf, seq[1]->buf);
    for (i = 0; i < 2; i++) {
        write(p[i].fd, out, strlen(out));
        printf("> %s\n", out);
        close(p[i].fd);
    }
    return 0;
}
