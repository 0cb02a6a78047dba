/**
 * @file  srv.c
 * @brief CST311 A2 server. M. Jensen
 *
 * Why threads: the "interrupts" of the two sockets are asynchronous to each other. A superloop that blocks in
 * recv() on channel 0 is deaf on channel 1. One thread per channel blocks on its own channel, and the
 * mutex-protected event log (g_log) fixes the order in which the frames came in.
 */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <pthread.h>
#include <netinet/in.h>
#include "frame.h"

#define NUM_CH        (2U)
#define DEFAULT_PORT  (50007)

static int             g_ch[NUM_CH];      /* socket per channel          */
static frame_t         g_log[NUM_CH];     /* frames in order of arrival  */
static unsigned        g_log_n = 0U;
static pthread_mutex_t g_mtx = PTHREAD_MUTEX_INITIALIZER;

/** rx task, one per channel */
static void *rx_task(void *arg)
{
    int     fd = *(int *)arg;
    frame_t f;
    if (frame_rx(fd, &f) != 0) { fprintf(stderr, "E: rx\n"); exit(EXIT_FAILURE); }
    /* critical section: as short as possible */
    pthread_mutex_lock(&g_mtx);
    g_log[g_log_n++] = f;
    pthread_mutex_unlock(&g_mtx);
    printf("RX  %c: %s\n", f.id, f.payload);
    return NULL;
}

int main(int argc, char **argv)
{
    int opt, port = DEFAULT_PORT, on = 1;
    while ((opt = getopt(argc, argv, "p:")) != -1) {
        if (opt == 'p') { port = atoi(optarg); }
        else { fprintf(stderr, "usage: %s [-p port]\n", argv[0]); return EXIT_FAILURE; }
    }

    int ls = socket(AF_INET, SOCK_STREAM, 0);
    setsockopt(ls, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    struct sockaddr_in sa = { .sin_family = AF_INET, .sin_port = htons((uint16_t)port), .sin_addr.s_addr = INADDR_ANY };
    if (bind(ls, (struct sockaddr *)&sa, sizeof sa) != 0 || listen(ls, 2) != 0) { perror("bind/listen"); return EXIT_FAILURE; }
    printf("I: listening, port %d\n", port); fflush(stdout);

    /* STATE_CONNECT: both channels up before any rx */
    for (unsigned i = 0U; i < NUM_CH; i++) {
        g_ch[i] = accept(ls, NULL, NULL);
        printf("I: channel %u up\n", i); fflush(stdout);
    }

    /* STATE_RX */
    pthread_t task[NUM_CH];
    for (unsigned i = 0U; i < NUM_CH; i++) { pthread_create(&task[i], NULL, rx_task, &g_ch[i]); }
    for (unsigned i = 0U; i < NUM_CH; i++) { pthread_join(task[i], NULL); }

    /* STATE_ACK: same text to both */
    char ack[600];
    snprintf(ack, sizeof ack, "%c: %s received before %c: %s",
             g_log[0].id, g_log[0].payload, g_log[1].id, g_log[1].payload);
    for (unsigned i = 0U; i < NUM_CH; i++) {
        (void)frame_tx(g_ch[i], FRAME_ID_SERVER, ack);
        printf("TX  ch%u %s\n", i, ack);
        close(g_ch[i]);
    }
    close(ls);
    return EXIT_SUCCESS;
}
