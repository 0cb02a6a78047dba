/*
 * CST 311 Assignment 2 - server
 * Marisol Castellanos
 *
 * Explanation of multithreading:
 *   recv() is a blocking call. To know which client sent its message first the server
 *   has to be in recv() for client X and in recv() for client Y at the same time, and
 *   one thread can only be in one recv(). So I make one pthread per client. The
 *   threads share the array msg[] and the counter count. They're protected with a mutex,
 *   and main() sleeps on a condition variable until count is 2.
 *
 * Usage: ./server port
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <pthread.h>
#include <sys/socket.h>
#include <netinet/in.h>
#include <arpa/inet.h>

#define BUFSIZE 256

/* shared data, use only with the mutex */
static char msg[2][BUFSIZE];    /* messages in the order they came */
static int count = 0;           /* how many we have */
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t both = PTHREAD_COND_INITIALIZER;

static void die(const char *what)
{
    perror(what);
    exit(1);
}

/* Thread: read one line ("X: Alice\n") from one client and store it */
static void *reader(void *arg)
{
    int fd = *(int *)arg;
    char buf[BUFSIZE];
    int n = 0;

    /* TCP may deliver it in pieces, read till the newline */
    while (n < BUFSIZE - 1) {
        int r = recv(fd, buf + n, 1, 0);
        if (r <= 0 || buf[n] == '\n')
            break;
        n++;
    }
    buf[n] = '\0';

    pthread_mutex_lock(&mutex);
    strcpy(msg[count], buf);
    count++;
    printf("Server received: %s\n", buf);
    pthread_cond_signal(&both);
    pthread_mutex_unlock(&mutex);
    return NULL;
}

int main(int argc, char *argv[])
{
    int listenfd, fd[2], i, on = 1;
    struct sockaddr_in addr, peer;
    socklen_t len;
    pthread_t tid[2];
    char response[2 * BUFSIZE + 32];

    if (argc != 2) {
        fprintf(stderr, "usage: %s port\n", argv[0]);
        return 1;
    }

    /* TCP socket */
    listenfd = socket(AF_INET, SOCK_STREAM, 0);
    if (listenfd < 0)
        die("socket");
    setsockopt(listenfd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);

    memset(&addr, 0, sizeof addr);
    addr.sin_family = AF_INET;
    addr.sin_addr.s_addr = htonl(INADDR_ANY);
    addr.sin_port = htons(atoi(argv[1]));
    if (bind(listenfd, (struct sockaddr *)&addr, sizeof addr) < 0)
        die("bind");
    if (listen(listenfd, 2) < 0)
        die("listen");
    printf("Waiting for clients X and Y...\n");

    /* accept both before any message is read */
    for (i = 0; i < 2; i++) {
        len = sizeof peer;
        fd[i] = accept(listenfd, (struct sockaddr *)&peer, &len);
        if (fd[i] < 0)
            die("accept");
        printf("Client %d connected from %s\n", i + 1, inet_ntoa(peer.sin_addr));
    }

    /* start the two readers */
    for (i = 0; i < 2; i++)
        if (pthread_create(&tid[i], NULL, reader, &fd[i]) != 0)
            die("pthread_create");

    /* wait for both messages */
    pthread_mutex_lock(&mutex);
    while (count < 2)
        pthread_cond_wait(&both, &mutex);
    pthread_mutex_unlock(&mutex);

    /* tell both of them */
    snprintf(response, sizeof response, "%s received before %s\n", msg[0], msg[1]);
    printf("Server sends: %s", response);
    for (i = 0; i < 2; i++)
        send(fd[i], response, strlen(response), 0);

    for (i = 0; i < 2; i++) {
        pthread_join(tid[i], NULL);
        close(fd[i]);
    }
    close(listenfd);
    return 0;
}
