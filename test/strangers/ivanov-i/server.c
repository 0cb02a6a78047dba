/*
 * server.c - CST 311 assignment 2, Dmitri Ivanov
 *
 * Reason for threads: read() on socket blocks its caller. There are two sockets and
 * unknown order, so two callers are necessary. Threads (not processes) because the table of
 * arrivals is shared memory, protected by mutex, and condition variable wakes up
 * the thread of the earlier client when the later one has spoken.
 */
#include <arpa/inet.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define PORT   20311
#define NCLI   2
#define MAXMSG 256

struct client {
    int       fd;
    char      id;               /* 'X' or 'Y', client says in first byte */
    char      text[MAXMSG];
    pthread_t tid;
};

/* ---- shared between threads, guarded by mtx ---- */
static struct client  *arrival[NCLI];   /* arrival[0] was first */
static int             narrived;
static pthread_mutex_t mtx = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t  all_here = PTHREAD_COND_INITIALIZER;

static void die(const char *what) { perror(what); exit(1); }

/* reads up to '\n', returns length without it, -1 if peer closed */
static int read_line(int fd, char *buf, int max)
{
    int n = 0;
    char c;
    while (n < max - 1) {
        if (read(fd, &c, 1) != 1)
            return -1;
        if (c == '\n')
            break;
        buf[n++] = c;
    }
    buf[n] = 0;
    return n;
}

static void *serve(void *arg)
{
    struct client *me = arg;
    char line[MAXMSG], reply[2 * MAXMSG + 64];

    /* message looks like "XAlice" : id and then text */
    if (read_line(me->fd, line, sizeof line) < 1) {
        fprintf(stderr, "client left without message\n");
        exit(1);
    }
    me->id = line[0];
    strcpy(me->text, line + 1);

    /* write down the arrival, wait for the other */
    pthread_mutex_lock(&mtx);
    arrival[narrived++] = me;
    printf("#%d received from %c: %s\n", narrived, me->id, me->text);
    if (narrived == NCLI)
        pthread_cond_broadcast(&all_here);
    while (narrived < NCLI)
        pthread_cond_wait(&all_here, &mtx);
    pthread_mutex_unlock(&mtx);

    /* table does not change any more, can read without lock */
    int len = snprintf(reply, sizeof reply, "%c: %s received before %c: %s\n",
                       arrival[0]->id, arrival[0]->text, arrival[1]->id, arrival[1]->text);
    if (write(me->fd, reply, len) != len)
        die("write");
    printf("sent to %c: %s", me->id, reply);
    close(me->fd);
    return NULL;
}

int main(void)
{
    static struct client cli[NCLI];
    struct sockaddr_in a = { .sin_family = AF_INET, .sin_port = htons(PORT) };
    int on = 1, ls = socket(AF_INET, SOCK_STREAM, 0);

    setvbuf(stdout, NULL, _IOLBF, 0);
    setsockopt(ls, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (bind(ls, (struct sockaddr *)&a, sizeof a) < 0) die("bind");
    if (listen(ls, NCLI) < 0) die("listen");
    printf("listening on %d\n", PORT);

    /* first all accept()s, threads only after that */
    for (int i = 0; i < NCLI; i++) {
        cli[i].fd = accept(ls, NULL, NULL);
        if (cli[i].fd < 0) die("accept");
        printf("connection %d of %d\n", i + 1, NCLI);
    }
    for (int i = 0; i < NCLI; i++)
        pthread_create(&cli[i].tid, NULL, serve, &cli[i]);
    for (int i = 0; i < NCLI; i++)
        pthread_join(cli[i].tid, NULL);
    close(ls);
    return 0;
}
