/*
 * server.c - CST 311 PA 2
 * Anirban Chatterjee
 *
 * Multithreading is required because recv() is a blocking call. With one pthread per client
 * both clients are being read at the same time. Whichever thread returns from recv() first takes
 * the mutex first and gets slot 0 of the shared array.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <pthread.h>
#include <arpa/inet.h>
#include <sys/socket.h>

#define PORT 54321
#define LEN  256

static char slots[2][LEN];      /* messages by arrival */
static int  nslots = 0;
static pthread_mutex_t mtx = PTHREAD_MUTEX_INITIALIZER;

/* thread: read one message from the client and store it in the next slot */
static void *rx(void *arg)
{
    int fd = *(int *)arg;
    char buf[LEN];
    ssize_t n = recv(fd, buf, LEN - 1, 0);
    if (n <= 0) {
        perror("recv");
        exit(1);
    }
    buf[n] = '\0';
    pthread_mutex_lock(&mtx);
    strcpy(slots[nslots++], buf);
    printf("received #%d: %s\n", nslots, buf);
    pthread_mutex_unlock(&mtx);
    return NULL;
}

int main(void)
{
    int lfd, fd[2], i, one = 1;
    pthread_t tid[2];
    struct sockaddr_in sa;
    char ack[2 * LEN + 32];

    lfd = socket(AF_INET, SOCK_STREAM, 0);      /* TCP */
    setsockopt(lfd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    memset(&sa, 0, sizeof sa);
    sa.sin_family = AF_INET;
    sa.sin_addr.s_addr = htonl(INADDR_ANY);
    sa.sin_port = htons(PORT);
    if (bind(lfd, (struct sockaddr *)&sa, sizeof sa) < 0) {
        perror("bind");
        return 1;
    }
    listen(lfd, 2);
    setvbuf(stdout, NULL, _IOLBF, 0);
    printf("waiting for two clients on port %d\n", PORT);

    /* both connections first */
    for (i = 0; i < 2; i++) {
        fd[i] = accept(lfd, NULL, NULL);
        printf("client %d connected\n", i + 1);
    }
    /* now receive in parallel */
    for (i = 0; i < 2; i++)
        pthread_create(&tid[i], NULL, rx, &fd[i]);
    for (i = 0; i < 2; i++)
        pthread_join(tid[i], NULL);

    /* acknowledgement to both */
    snprintf(ack, sizeof ack, "%s received before %s", slots[0], slots[1]);
    for (i = 0; i < 2; i++) {
        send(fd[i], ack, strlen(ack), 0);
        printf("sent: %s\n", ack);
        close(fd[i]);
    }
    close(lfd);
    return 0;
}
