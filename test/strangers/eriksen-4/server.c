/*
 * server.c - CST 311 assignment 2 - Jonas Eriksen
 *
 * Why multithreading?  read() puts the caller to sleep until that one socket has
 * data.  The server does not know which of X and Y will send first, so it must sleep
 * on both sockets at once: one thread per connection.  The threads share
 * the array msg[] and the counter n_msg; a mutex protects them, so the index that
 * a thread gets is the position of its message in order of receipt.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <pthread.h>
#include <arpa/inet.h>
#include <sys/socket.h>

#define PORT    7311
#define MAXLEN  256

static char msg[2][MAXLEN];     /* messages in order of receipt */
static int  n_msg = 0;          /* how many so far              */
static pthread_mutex_t mtx = PTHREAD_MUTEX_INITIALIZER;

static void die(const char *what)
{
    perror(what);
    exit(EXIT_FAILURE);
}

/* Read up to a newline, so a message split over packets is no problem. */
static int read_line(int fd, char *buf, size_t size)
{
    size_t used = 0;
    char c;

    while (used + 1 < size) {
        ssize_t n = read(fd, &c, 1);
        if (n <= 0)
            return -1;
        if (c == '\n')
            break;
        buf[used++] = c;
    }
    buf[used] = '\0';
    return 0;
}

/* Thread body: arg points at the socket descriptor of this client. */
static void *receive(void *arg)
{
    int fd = *(int *)arg;
    char line[MAXLEN];

    if (read_line(fd, line, sizeof line) < 0)
        strcpy(line, "?: (closed)");

    pthread_mutex_lock(&mtx);           /* ---- shared data ---- */
    strcpy(msg[n_msg++], line);
    printf("server: message %d is \"%s\"\n", n_msg, line);
    fflush(stdout);
    pthread_mutex_unlock(&mtx);         /* --------------------- */
    return NULL;
}

int main(void)
{
    int lfd, cfd[2], i, one = 1;
    pthread_t tid[2];
    char ack[2 * MAXLEN + 32];
    struct sockaddr_in sa;

    /* TCP listening socket on every interface */
    if ((lfd = socket(AF_INET, SOCK_STREAM, 0)) < 0)
        die("socket");
    setsockopt(lfd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    memset(&sa, 0, sizeof sa);
    sa.sin_family = AF_INET;
    sa.sin_addr.s_addr = htonl(INADDR_ANY);
    sa.sin_port = htons(PORT);
    if (bind(lfd, (struct sockaddr *)&sa, sizeof sa) < 0)
        die("bind");
    if (listen(lfd, 2) < 0)
        die("listen");
    printf("server: listening on port %d\n", PORT);

    /* accept both clients before any message is read */
    for (i = 0; i < 2; i++) {
        if ((cfd[i] = accept(lfd, NULL, NULL)) < 0)
            die("accept");
        printf("server: client no. %d has connected\n", i + 1);
        fflush(stdout);
    }

    /* now receive, both at once */
    for (i = 0; i < 2; i++)
        if (pthread_create(&tid[i], NULL, receive, &cfd[i]) != 0)
            die("pthread_create");
    for (i = 0; i < 2; i++)
        pthread_join(tid[i], NULL);

    /* acknowledge to both */
    snprintf(ack, sizeof ack, "%s received before %s\n", msg[0], msg[1]);
    printf("server: sending to both: %s", ack);
    for (i = 0; i < 2; i++) {
        if (write(cfd[i], ack, strlen(ack)) < 0)
            perror("write");
        close(cfd[i]);
    }
    close(lfd);
    return 0;
}
