/*
 * client.c  -  CST 311 PA2  -  Linh Nguyen
 *
 * ./client -n X -m Alice [-h host] [-p port] [-w seconds]
 *    -w   wait that long between connect and send, to try other orders
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <arpa/inet.h>
#include <sys/socket.h>
#include "common.h"

static void usage(const char *p)
{
    fprintf(stderr, "usage: %s -n X|Y -m message [-h host] [-p port] [-w seconds]\n", p);
    exit(2);
}

int main(int argc, char **argv)
{
    const char *host = "10.0.0.1", *name = NULL, *msg = NULL;
    int port = DEFAULT_PORT, wait = 0, opt, fd, n;
    struct sockaddr_in a;
    char rec[MAXMSG] = {0}, ans[2 * MAXMSG + 32];

    while ((opt = getopt(argc, argv, "n:m:h:p:w:")) != -1)
        switch (opt) {
        case 'n': name = optarg; break;
        case 'm': msg = optarg; break;
        case 'h': host = optarg; break;
        case 'p': port = atoi(optarg); break;
        case 'w': wait = atoi(optarg); break;
        default: usage(argv[0]);
        }
    if (!name || !msg)
        usage(argv[0]);

    fd = socket(AF_INET, SOCK_STREAM, 0);
    memset(&a, 0, sizeof a);
    a.sin_family = AF_INET;
    a.sin_port = htons(port);
    inet_aton(host, &a.sin_addr);
    if (connect(fd, (struct sockaddr *)&a, sizeof a) < 0) {
        perror("connect");
        return 1;
    }
    sleep(wait);

    /* always send a whole record of MAXMSG bytes, the rest is zeros */
    snprintf(rec, MAXMSG, "%s: %s", name, msg);
    write(fd, rec, MAXMSG);
    printf("-> %s\n", rec);
    fflush(stdout);

    n = read(fd, ans, sizeof ans - 1);
    if (n <= 0) {
        puts("no answer");
        return 1;
    }
    ans[n] = 0;
    printf("<- %s\n", ans);
    return 0;
}
