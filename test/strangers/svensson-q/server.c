/*
 * server.c - Assignment 2, Erik Svensson
 *
 * Threads: recv() puts the calling thread to sleep. With one thread the server
 * would sleep on one client and not hear the other one. We therefore run one
 * thread per client. The threads share the struct `state` which is protected
 * by a mutex; a condition variable is used to wait for the slower client.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <pthread.h>
#include <arpa/inet.h>
#include <sys/socket.h>

#define MAXLINE 256

/* everything the threads share */
static struct {
    pthread_mutex_t lock;
    pthread_cond_t  both;            /* signalled when count reaches 2 */
    int             count;           /* messages so far */
    char            msg[2][MAXLINE]; /* in order of arrival */
} state = { PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, 0, {"", ""} };

static int client_fd[2];

/* read up to a newline; returns length without the newline, or -1 on EOF */
static int read_line(int fd, char *buf, int max)
{
    int n = 0;
    char c;
    while (n < max - 1) {
        if (recv(fd, &c, 1, 0) <= 0)
            return -1;
        if (c == '\n')
            break;
        buf[n++] = c;
    }
    buf[n] = '\0';
    return n;
}

/* send a line to client i and show it on the screen */
static void say(int i, const char *text)
{
    char out[3 * MAXLINE];
    int n = snprintf(out, sizeof out, "%s\n", text);
    send(client_fd[i], out, n, MSG_NOSIGNAL);
    printf("to client %d: %s\n", i + 1, text);
}

static void *client_thread(void *arg)
{
    int me = (int)(long)arg;
    char line[MAXLINE], ack[3 * MAXLINE];

    if (read_line(client_fd[me], line, sizeof line) < 0)
        exit(1);

    /* note the arrival, then wait for the other one */
    pthread_mutex_lock(&state.lock);
    strcpy(state.msg[state.count++], line);
    printf("from client %d: %s\n", me + 1, line);
    pthread_cond_broadcast(&state.both);
    while (state.count < 2)
        pthread_cond_wait(&state.both, &state.lock);
    snprintf(ack, sizeof ack, "%s received before %s", state.msg[0], state.msg[1]);
    pthread_mutex_unlock(&state.lock);

    say(me, ack);

    /* chat: pass each line to the other client until "Bye" */
    while (read_line(client_fd[me], line, sizeof line) >= 0) {
        printf("from client %d: %s\n", me + 1, line);
        say(1 - me, line);
        char *text = strstr(line, ": ");
        if (text && strcmp(text + 2, "Bye") == 0)
            break;
    }
    /* wakes up the other thread too, its recv returns 0 */
    shutdown(client_fd[0], SHUT_RDWR);
    shutdown(client_fd[1], SHUT_RDWR);
    return NULL;
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        fprintf(stderr, "usage: %s port\n", argv[0]);
        return 1;
    }
    setvbuf(stdout, NULL, _IOLBF, 0);

    int s = socket(AF_INET, SOCK_STREAM, 0), on = 1;
    setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    struct sockaddr_in a = { 0 };
    a.sin_family = AF_INET;
    a.sin_port = htons(atoi(argv[1]));
    a.sin_addr.s_addr = INADDR_ANY;
    if (bind(s, (struct sockaddr *)&a, sizeof a) < 0 || listen(s, 2) < 0) {
        perror("bind/listen");
        return 1;
    }

    /* accept both first, threads are not started before that */
    for (int i = 0; i < 2; i++) {
        client_fd[i] = accept(s, NULL, NULL);
        printf("client %d connected\n", i + 1);
    }
    pthread_t t[2];
    for (long i = 0; i < 2; i++)
        pthread_create(&t[i], NULL, client_thread, (void *)i);
    for (int i = 0; i < 2; i++)
        pthread_join(t[i], NULL);
    close(client_fd[0]);
    close(client_fd[1]);
    close(s);
    return 0;
}
