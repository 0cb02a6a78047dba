/*
 * server.c - server of the UDP pinger
 *
 * Sends every datagram back in upper case, except for about 30 % of them,
 * chosen at random, which it ignores ("lost in the network").
 *
 * usage: ./server [port]      default port: 12001
 */
#include <arpa/inet.h>
#include <ctype.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define PORT     12001
#define BUFSIZE  1500
#define LOSS     30         /* percent */

/* Print what failed, with the reason, and give up. */
static void die(const char *what)
{
    perror(what);
    exit(EXIT_FAILURE);
}

/* Turn the n bytes of buf into upper case, in place. */
static void upper(char *buf, ssize_t n)
{
    for (ssize_t i = 0; i < n; i++)
        buf[i] = (char)toupper((unsigned char)buf[i]);
}

/* Open a UDP socket that is bound to the port on all interfaces. */
static int open_socket(int port)
{
    struct sockaddr_in addr;
    int fd = socket(AF_INET, SOCK_DGRAM, 0);

    if (fd < 0)
        die("socket");
    memset(&addr, 0, sizeof addr);
    addr.sin_family = AF_INET;
    addr.sin_addr.s_addr = htonl(INADDR_ANY);
    addr.sin_port = htons(port);
    if (bind(fd, (struct sockaddr *)&addr, sizeof addr) < 0)
        die("bind");
    return fd;
}

/* Set up the socket, then answer datagrams for ever. */
int main(int argc, char **argv)
{
    int port = argc > 1 ? atoi(argv[1]) : PORT;
    int fd = open_socket(port);
    char buf[BUFSIZE];

    srand((unsigned)(time(NULL) ^ getpid()));
    printf("listening on udp/%d\n", port);
    fflush(stdout);

    for (;;) {
        struct sockaddr_in peer;
        socklen_t len = sizeof peer;
        ssize_t n = recvfrom(fd, buf, sizeof buf, 0,
                             (struct sockaddr *)&peer, &len);
        if (n < 0)
            die("recvfrom");
        if (rand() % 100 < LOSS)
            continue;                       /* lost */
        upper(buf, n);
        if (sendto(fd, buf, n, 0, (struct sockaddr *)&peer, len) < 0)
            perror("sendto");
    }
}
