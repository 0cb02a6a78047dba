/**
 * @file  cli.c
 * @brief CST311 A2 client.  cli -i X -m Alice [-h 10.0.0.1] [-p 50007] [-w ms]
 */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <arpa/inet.h>
#include "frame.h"

int main(int argc, char **argv)
{
    const char *host = "10.0.0.1", *msg = NULL;
    int opt, port = 50007, wait_ms = 0;
    char id = 0;

    while ((opt = getopt(argc, argv, "i:m:h:p:w:")) != -1) {
        switch (opt) {
        case 'i': id = optarg[0];          break;
        case 'm': msg = optarg;            break;
        case 'h': host = optarg;           break;
        case 'p': port = atoi(optarg);     break;
        case 'w': wait_ms = atoi(optarg);  break;   /* hold-off between connect and tx */
        default:  return EXIT_FAILURE;
        }
    }
    if (id == 0 || msg == NULL) { fprintf(stderr, "usage: %s -i X|Y -m message [-h ip] [-p port] [-w ms]\n", argv[0]); return EXIT_FAILURE; }

    /* open the link */
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    struct sockaddr_in sa = { .sin_family = AF_INET, .sin_port = htons((uint16_t)port) };
    inet_pton(AF_INET, host, &sa.sin_addr);
    if (connect(fd, (struct sockaddr *)&sa, sizeof sa) != 0) { perror("connect"); return EXIT_FAILURE; }
    usleep((useconds_t)wait_ms * 1000U);

    /* tx, then wait for the ack frame */
    frame_t f;
    if (frame_tx(fd, (uint8_t)id, msg) != 0) { perror("tx"); return EXIT_FAILURE; }
    printf("TX  %c: %s\n", id, msg); fflush(stdout);
    if (frame_rx(fd, &f) != 0) { fprintf(stderr, "E: no ack\n"); return EXIT_FAILURE; }
    printf("RX  %s\n", f.payload);
    close(fd);
    return EXIT_SUCCESS;
}
