/*
 * server.c - CST 311 PA 2 (with extra credit chat)
 * Kenji Nakamura
 *
 * Why do we need multithreading?
 * read() on a socket blocks until data comes. A single threaded server
 * would block on one of the clients and could not tell whether the other client
 * was first. Using one pthread per client both reads are pending at the
 * same time. The threads share the array msgs[] and the counter n_msgs, protected
 * by a mutex, so that the order of receipt is known.
 *
 * usage: ./server <port>
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <pthread.h>
#include <arpa/inet.h>
#include <sys/socket.h>

#define MAXLINE 256

static int  fds[2];                 /* the two client sockets        */
static char msgs[2][MAXLINE];       /* messages in order of receipt  */
static int  n_msgs = 0;
static pthread_mutex_t mtx = PTHREAD_MUTEX_INITIALIZER;

/* read one line (without the newline), returns -1 at end of file */
static int read_line(int fd, char *buf)
{
    int n = 0;
    char c;
    while (n < MAXLINE - 1) {
        if (read(fd, &c, 1) <= 0)
            return -1;
        if (c == '\n')
            break;
        buf[n++] = c;
    }
    buf[n] = '\0';
    return n;
}

/* send one line, newline is added */
static void send_line(int fd, const char *s)
{
    char out[3 * MAXLINE];
    int n = snprintf(out, sizeof out, "%s\n", s);
    send(fd, out, n, MSG_NOSIGNAL);
}

/* thread for one client, arg is 0 or 1 */
static void *client_thread(void *arg)
{
    int me = (int)(long)arg;
    char line[MAXLINE];

    if (read_line(fds[me], line) < 0)
        return NULL;
    pthread_mutex_lock(&mtx);
    strcpy(msgs[n_msgs++], line);
    printf("received: %s\n", line);
    if (n_msgs == 2) {              /* both there, acknowledge */
        char ack[3 * MAXLINE];
        snprintf(ack, sizeof ack, "%s received before %s", msgs[0], msgs[1]);
        send_line(fds[0], ack);
        send_line(fds[1], ack);
        printf("sent to both: %s\n", ack);
    }
    pthread_mutex_unlock(&mtx);

    /* extra credit: relay until Bye */
    while (read_line(fds[me], line) >= 0) {
        char *text = strstr(line, ": ");
        printf("relay: %s\n", line);
        send_line(fds[1 - me], line);
        if (text != NULL && strcmp(text + 2, "Bye") == 0) {
            shutdown(fds[0], SHUT_RDWR);
            shutdown(fds[1], SHUT_RDWR);
            break;
        }
    }
    return NULL;
}

int main(int argc, char **argv)
{
    struct sockaddr_in addr;
    pthread_t th[2];
    int s, i, on = 1;

    if (argc != 2) {
        fprintf(stderr, "usage: %s <port>\n", argv[0]);
        return 1;
    }
    setvbuf(stdout, NULL, _IOLBF, 0);
    s = socket(AF_INET, SOCK_STREAM, 0);     /* TCP */
    setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    memset(&addr, 0, sizeof addr);
    addr.sin_family = AF_INET;
    addr.sin_port = htons(atoi(argv[1]));
    addr.sin_addr.s_addr = INADDR_ANY;
    if (bind(s, (struct sockaddr *)&addr, sizeof addr) < 0) {
        perror("bind");
        return 1;
    }
    listen(s, 2);

    /* accept both clients before reading from any */
    for (i = 0; i < 2; i++) {
        fds[i] = accept(s, NULL, NULL);
        printf("client %d connected\n", i + 1);
    }
    for (i = 0; i < 2; i++)
        pthread_create(&th[i], NULL, client_thread, (void *)(long)i);
    for (i = 0; i < 2; i++)
        pthread_join(th[i], NULL);
    close(fds[0]);
    close(fds[1]);
    close(s);
    printf("server done\n");
    return 0;
}
