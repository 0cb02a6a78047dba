/*
 * server.c - Anders Lindqvist, CST 311 PA2
 * compile: gcc -o server server.c -lpthread
 *
 * Multithreading: recv() blocks the caller until there is data. Two threads
 * let us block on both clients at the same time, so whichever client speaks first is
 * noticed first. The threads share the array msgs[] under a mutex.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <pthread.h>
#include <arpa/inet.h>
#include <sys/socket.h>

#define PORT 8080
#define BUF 256

/* data shared between the threads */
static char msgs[2][BUF];
static int count = 0;
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;

/* one thread per client: receive one message and store it */
static void *reader(void *arg)
{
    int fd = *(int *)arg;
    char buf[BUF];
    int n = recv(fd, buf, BUF - 1, 0);
    if (n <= 0) {
        perror("recv");
        exit(1);
    }
    buf[n] = '\0';
    pthread_mutex_lock(&mutex);
    strcpy(msgs[count++], buf);
    printf("received %s\n", buf);
    pthread_mutex_unlock(&mutex);
    return NULL;
}

int main(void)
{
    int listenfd, fd[2], i, opt = 1;
    struct sockaddr_in addr;
    pthread_t tid[2];
    char reply[2 * BUF + 32];

    setbuf(stdout, NULL);
    /* create, bind, listen */
    listenfd = socket(AF_INET, SOCK_STREAM, 0);
    setsockopt(listenfd, SOL_SOCKET, SO_REUSEADDR, &opt, sizeof(opt));
    memset(&addr, 0, sizeof(addr));
    addr.sin_family = AF_INET;
    addr.sin_addr.s_addr = INADDR_ANY;
    addr.sin_port = htons(PORT);
    if (bind(listenfd, (struct sockaddr *)&addr, sizeof(addr)) < 0) {
        perror("bind");
        return 1;
    }
    listen(listenfd, 2);
    printf("waiting for two clients on port %d\n", PORT);

    /* accept both clients first */
    for (i = 0; i < 2; i++) {
        fd[i] = accept(listenfd, NULL, NULL);
        printf("client %d connected\n", i + 1);
    }
    /* then receive in two threads */
    for (i = 0; i < 2; i++)
        pthread_create(&tid[i], NULL, reader, &fd[i]);
    for (i = 0; i < 2; i++)
        pthread_join(tid[i], NULL);

    /* acknowledge both */
    snprintf(reply, sizeof(reply), "%s received before %s", msgs[0], msgs[1]);
    for (i = 0; i < 2; i++) {
        send(fd[i], reply, strlen(reply), 0);
        printf("sent to client %d: %s\n", i + 1, reply);
        close(fd[i]);
    }
    close(listenfd);
    return 0;
}
