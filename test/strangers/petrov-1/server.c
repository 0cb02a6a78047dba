/*
 * server.c - CST 311 Assignment 2 - Nikolai Petrov
 *
 * Why threads? recv() is a blocking call. To be able to tell which client sent first
 * the server must be waiting on both sockets at once. So each client gets its own pthread.
 * The threads share the array msgs[] and the counter nmsgs, protected by a mutex, and use a
 * condition variable to wait until both messages have arrived.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <pthread.h>
#include <arpa/inet.h>
#include <sys/socket.h>

#define PORT 9000
#define MSGLEN 128          /* every message has exactly this length, padded with zeros */

static char msgs[2][MSGLEN];   /* messages in order received */
static int nmsgs = 0;
static pthread_mutex_t mtx = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t cond = PTHREAD_COND_INITIALIZER;

/* read exactly MSGLEN bytes, returns 0 if the connection is lost */
static int read_msg(int fd, char *buf)
{
    int got = 0;
    while (got < MSGLEN) {
        int n = recv(fd, buf + got, MSGLEN - got, 0);
        if (n <= 0)
            return 0;
        got += n;
    }
    buf[MSGLEN - 1] = 0;
    return 1;
}

/* thread for one client */
static void *client_thread(void *arg)
{
    int fd = *(int *)arg;
    char buf[MSGLEN];
    char ack[2 * MSGLEN + 32];

    if (!read_msg(fd, buf)) {
        fprintf(stderr, "client lost\n");
        exit(1);
    }

    pthread_mutex_lock(&mtx);
    strcpy(msgs[nmsgs++], buf);
    printf("server: received '%s'\n", buf);
    if (nmsgs == 2)
        pthread_cond_broadcast(&cond);
    while (nmsgs < 2)               /* wait for the other client */
        pthread_cond_wait(&cond, &mtx);
    pthread_mutex_unlock(&mtx);

    /* acknowledgement, same for both */
    memset(ack, 0, sizeof ack);
    snprintf(ack, sizeof ack, "%s received before %s", msgs[0], msgs[1]);
    send(fd, ack, sizeof ack, 0);
    printf("server: sent '%s'\n", ack);
    close(fd);
    return NULL;
}

int main(void)
{
    int i, one = 1, fds[2];
    pthread_t th[2];
    struct sockaddr_in addr;
    int s = socket(AF_INET, SOCK_STREAM, 0);   /* TCP */

    setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    memset(&addr, 0, sizeof addr);
    addr.sin_family = AF_INET;
    addr.sin_addr.s_addr = htonl(INADDR_ANY);
    addr.sin_port = htons(PORT);
    if (bind(s, (struct sockaddr *)&addr, sizeof addr) < 0) {
        perror("bind");
        return 1;
    }
    listen(s, 2);
    printf("server: waiting for X and Y on port %d\n", PORT);

    /* first accept both ... */
    for (i = 0; i < 2; i++) {
        fds[i] = accept(s, NULL, NULL);
        printf("server: connection %d accepted\n", i + 1);
    }
    /* ... then receive */
    for (i = 0; i < 2; i++)
        pthread_create(&th[i], NULL, client_thread, &fds[i]);
    for (i = 0; i < 2; i++)
        pthread_join(th[i], NULL);
    close(s);
    return 0;
}
