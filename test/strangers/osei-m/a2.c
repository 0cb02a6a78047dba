/* a2.c  - Kwabena Osei, CST 311
 *
 * One program for all three roles, it looks at the name by which it is called:
 *      ./server        ./clientX message        ./clientY message
 * (make creates the links)
 *
 * Why multithreading / multi processing: we must be reading from X and from Y simultaneously, because read()
 * blocks and the one we don't read from may be the one who speaks first. I do it the UNIX way and fork() one child
 * for each connection. Children do not share memory, so each one writes what it got to a shared pipe; writes
 * smaller than PIPE_BUF are atomic and the pipe keeps them in order. The parent reads the pipe.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <libgen.h>
#include <netdb.h>
#include <sys/wait.h>
#include <sys/socket.h>
#include <netinet/in.h>
#include <arpa/inet.h>

#define PORT 3110
#define MSG  128              /* every message is 128 bytes, padded with zeros */

static void die(const char *s) { perror(s); exit(1); }

/* read exactly MSG bytes */
static int readmsg(int fd, char *b)
{
    int got = 0, n;
    while (got < MSG) {
        n = read(fd, b + got, MSG - got);
        if (n <= 0) return -1;
        got += n;
    }
    return 0;
}

static int server(void)
{
    int ls, c[2], p[2], i, one = 1;
    char first[MSG], second[MSG], ack[3 * MSG];
    struct sockaddr_in a;

    memset(&a, 0, sizeof a);
    a.sin_family = AF_INET; a.sin_port = htons(PORT); a.sin_addr.s_addr = htonl(INADDR_ANY);
    if ((ls = socket(AF_INET, SOCK_STREAM, 0)) < 0) die("socket");
    setsockopt(ls, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    if (bind(ls, (struct sockaddr *)&a, sizeof a) < 0) die("bind");
    listen(ls, 2);
    setvbuf(stdout, NULL, _IOLBF, 0);
    printf("server: waiting for 2 clients\n");

    /* accept both; no child exists yet so nobody reads */
    for (i = 0; i < 2; i++) {
        if ((c[i] = accept(ls, NULL, NULL)) < 0) die("accept");
        printf("server: client %d of 2 connected\n", i + 1);
    }
    if (pipe(p) < 0) die("pipe");

    /* one child per client: socket -> pipe */
    for (i = 0; i < 2; i++)
        if (fork() == 0) {
            char b[MSG];
            if (readmsg(c[i], b) == 0) write(p[1], b, MSG);
            _exit(0);
        }

    /* parent: the order in the pipe is the order of arrival */
    close(p[1]);
    if (readmsg(p[0], first) < 0) die("first");
    printf("server: got \"%s\"\n", first);
    if (readmsg(p[0], second) < 0) die("second");
    printf("server: got \"%s\"\n", second);

    memset(ack, 0, sizeof ack);
    snprintf(ack, sizeof ack, "%s received before %s", first, second);
    for (i = 0; i < 2; i++) {
        write(c[i], ack, strlen(ack));
        printf("server: sent \"%s\" to client %d\n", ack, i + 1);
        close(c[i]);
    }
    while (wait(NULL) > 0) ;      /* no zombies */
    return 0;
}

static int client(char letter, const char *text)
{
    char b[MSG], ack[3 * MSG];
    int fd, n, got = 0;
    struct hostent *h;
    struct sockaddr_in a;
    const char *host = getenv("SERVER") ? getenv("SERVER") : "10.0.0.1";

    if (!(h = gethostbyname(host))) { fprintf(stderr, "unknown host %s\n", host); return 1; }
    memset(&a, 0, sizeof a);
    a.sin_family = AF_INET; a.sin_port = htons(PORT);
    memcpy(&a.sin_addr, h->h_addr, h->h_length);
    fd = socket(AF_INET, SOCK_STREAM, 0);
    if (connect(fd, (struct sockaddr *)&a, sizeof a) < 0) die("connect");

    memset(b, 0, MSG);
    snprintf(b, MSG, "%c: %s", letter, text);
    write(fd, b, MSG);
    printf("client %c: sent \"%s\"\n", letter, b);
    /* the server closes after the ack, so read up to EOF */
    while ((n = read(fd, ack + got, sizeof ack - 1 - got)) > 0) got += n;
    ack[got] = 0;
    printf("client %c: received \"%s\"\n", letter, ack);
    return 0;
}

int main(int argc, char **argv)
{
    char *me = basename(argv[0]);
    if (!strcmp(me, "server")) return server();
    /* clientX -> X */
    if (!strncmp(me, "client", 6) && argc == 2) return client(me[6], argv[1]);
    fprintf(stderr, "call me server, clientX or clientY <message>\n");
    return 2;
}
