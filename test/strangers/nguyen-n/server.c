/*
 * server.c  -  CST 311 PA2  -  Linh Nguyen
 *
 * Why threads: read() sleeps until this one client sends something. With one thread
 * I must choose whom to read first, and then the order is my choice and not
 * the order of the messages. With two threads each sleeps in its own read().
 *
 * build: make          run: ./server [-p port]
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <pthread.h>
#include <arpa/inet.h>
#include <sys/socket.h>
#include "common.h"

/* shared by the threads, protected by mtx */
static char arrived[2][MAXMSG];
static int count = 0;
static pthread_mutex_t mtx = PTHREAD_MUTEX_INITIALIZER;

/* thread: reads one message (fixed size record) of one client */
static void *reader(void *arg)
{
    int fd = *(int *)arg;
    char buf[MAXMSG];
    int got = 0, n;

    /* a TCP read may return less than we asked for */
    while (got < MAXMSG && (n = read(fd, buf + got, MAXMSG - got)) > 0)
        got += n;
    buf[MAXMSG - 1] = 0;

    pthread_mutex_lock(&mtx);
    strcpy(arrived[count++], buf);
    printf("<- %s\n", buf);
    fflush(stdout);
    pthread_mutex_unlock(&mtx);
    return NULL;
}

int main(int argc, char **argv)
{
    int port = DEFAULT_PORT, opt, i, one = 1;
    int ls, fd[2];
    struct sockaddr_in a;
    pthread_t t[2];
    char answer[2 * MAXMSG + 32];

    while ((opt = getopt(argc, argv, "p:")) != -1)
        if (opt == 'p')
            port = atoi(optarg);

    ls = socket(AF_INET, SOCK_STREAM, 0);
    setsockopt(ls, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    memset(&a, 0, sizeof a);
    a.sin_family = AF_INET;
    a.sin_addr.s_addr = INADDR_ANY;
    a.sin_port = htons(port);
    if (bind(ls, (struct sockaddr *)&a, sizeof a) < 0) {
        perror("bind");
        return 1;
    }
    listen(ls, 2);
    printf("server on port %d\n", port);
    fflush(stdout);

    /* first both connections ... */
    for (i = 0; i < 2; i++) {
        fd[i] = accept(ls, NULL, NULL);
        printf("client %d of 2 connected\n", i + 1);
        fflush(stdout);
    }
    /* ... then the messages */
    for (i = 0; i < 2; i++)
        pthread_create(&t[i], NULL, reader, &fd[i]);
    for (i = 0; i < 2; i++)
        pthread_join(t[i], NULL);

    sprintf(answer, "%s received before %s", arrived[0], arrived[1]);
    for (i = 0; i < 2; i++) {
        write(fd[i], answer, strlen(answer) + 1);
        printf("-> %s\n", answer);
        close(fd[i]);
    }
    close(ls);
    return 0;
}
