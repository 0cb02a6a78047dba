/*
 * server.c - CST 311 assignment 2
 * Erik Lindqvist
 *
 * Why multithreading is needed
 * ----------------------------
 * recv() puts the calling thread to sleep until that one socket has data. With
 * two clients we have to sleep on two sockets, because either may be the first. A
 * single thread that does recv(a) and then recv(b) would report the order
 * of its own calls, not the order in which the messages came. Therefore each client gets
 * a thread. The threads share the array `messages` and the counter
 * `count`; a mutex protects them and a condition variable is used to wait
 * for the second message.
 *
 * usage: ./server [port]
 */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define PORT    5311
#define CLIENTS 2
#define MAXMSG  256

/* ---- shared data, protected by mtx ---- */
static char messages[CLIENTS][MAXMSG];  /* in order of arrival */
static int count = 0;                   /* how many have arrived */
static pthread_mutex_t mtx = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t all_here = PTHREAD_COND_INITIALIZER;

/* print an error and give up */
static void die(const char *what)
{
    perror(what);
    exit(1);
}

/* read up to and without the newline; returns length or -1 if the peer is gone */
static int read_line(int fd, char *buf, int size)
{
    int n = 0;
    char c;

    while (n < size - 1) {
        if (recv(fd, &c, 1, 0) <= 0)
            return -1;
        if (c == '\n')
            break;
        buf[n++] = c;
    }
    buf[n] = '\0';
    return n;
}

/* thread: one client */
static void *client_main(void *arg)
{
    int fd = *(int *)arg;
    char line[MAXMSG], answer[2 * MAXMSG + 32];

    if (read_line(fd, line, sizeof line) < 0) {
        fprintf(stderr, "client closed the connection\n");
        exit(1);
    }

    pthread_mutex_lock(&mtx);
    strcpy(messages[count++], line);
    printf("received message %d: %s\n", count, line);
    if (count == CLIENTS)
        pthread_cond_broadcast(&all_here);
    while (count < CLIENTS)             /* loop because of spurious wakeups */
        pthread_cond_wait(&all_here, &mtx);
    pthread_mutex_unlock(&mtx);

    /* nobody writes to messages any more, so no lock is needed here */
    snprintf(answer, sizeof answer, "%s received before %s\n", messages[0], messages[1]);
    if (send(fd, answer, strlen(answer), 0) < 0)
        perror("send");
    printf("sent to client %c: %s", line[0], answer);
    close(fd);
    return NULL;
}

int main(int argc, char **argv)
{
    int port = argc > 1 ? atoi(argv[1]) : PORT;
    int listener, fds[CLIENTS], i, on = 1;
    pthread_t threads[CLIENTS];
    struct sockaddr_in addr, peer;
    socklen_t len;

    setbuf(stdout, NULL);

    if ((listener = socket(AF_INET, SOCK_STREAM, 0)) < 0)
        die("socket");
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    memset(&addr, 0, sizeof addr);
    addr.sin_family = AF_INET;
    addr.sin_addr.s_addr = htonl(INADDR_ANY);
    addr.sin_port = htons(port);
    if (bind(listener, (struct sockaddr *)&addr, sizeof addr) < 0)
        die("bind");
    if (listen(listener, CLIENTS) < 0)
        die("listen");
    printf("server listening on port %d\n", port);

    /* both connections first ... */
    for (i = 0; i < CLIENTS; i++) {
        len = sizeof peer;
        if ((fds[i] = accept(listener, (struct sockaddr *)&peer, &len)) < 0)
            die("accept");
        printf("connection %d from %s\n", i + 1, inet_ntoa(peer.sin_addr));
    }
    /* ... and then the threads that receive */
    for (i = 0; i < CLIENTS; i++)
        if (pthread_create(&threads[i], NULL, client_main, &fds[i]) != 0)
            die("pthread_create");
    for (i = 0; i < CLIENTS; i++)
        pthread_join(threads[i], NULL);

    close(listener);
    return 0;
}
