/*
 * client.c - client of the UDP pinger
 *
 * Sends ten pings, one a second, and measures how long each answer takes.
 * Ends with min/max/avg of the round trips and the percentage of lost pings.
 *
 * usage: ./client host [port]      default port: 12001
 */
#include <ctype.h>
#include <netdb.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define PORT      "12001"
#define NPINGS    10
#define WAIT_MS   1000.0     /* wait that long for an answer       */
#define PERIOD_MS 1000.0     /* at most one ping in that many ms   */

/* Return the monotonic clock in milliseconds. */
static double now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1e3 + t.tv_nsec / 1e6;
}

/* Sleep for ms milliseconds; does nothing if ms is not positive. */
static void sleep_ms(double ms)
{
    struct timespec t;
    if (ms <= 0)
        return;
    t.tv_sec = (time_t)(ms / 1e3);
    t.tv_nsec = (long)((ms - t.tv_sec * 1e3) * 1e6);
    nanosleep(&t, NULL);
}

/* Write "Ping NUMBER TIME" into msg (time of day HH:MM:SS.mmm), return its length. */
static int make_ping(char *msg, size_t size, int number)
{
    struct timespec t;
    char hms[16];
    clock_gettime(CLOCK_REALTIME, &t);
    strftime(hms, sizeof hms, "%H:%M:%S", localtime(&t.tv_sec));
    return snprintf(msg, size, "Ping %d %s.%03ld", number, hms,
                    t.tv_nsec / 1000000);
}

/* Tell whether the n bytes of ans are msg in upper case. */
static int is_answer(const char *ans, ssize_t n, const char *msg, int len)
{
    if (n != len)
        return 0;
    for (int i = 0; i < len; i++)
        if (ans[i] != toupper((unsigned char)msg[i]))
            return 0;
    return 1;
}

/* Send one ping and wait for its answer. Returns the round trip in ms, -1 if lost. */
static double ping(int fd, const struct addrinfo *to, int number)
{
    char msg[64], ans[1500];
    int len = make_ping(msg, sizeof msg, number);
    double sent = now_ms(), left;

    if (sendto(fd, msg, len, 0, to->ai_addr, to->ai_addrlen) < 0) {
        perror("sendto");
        exit(EXIT_FAILURE);
    }
    while ((left = WAIT_MS - (now_ms() - sent)) > 0) {
        struct pollfd p = { .fd = fd, .events = POLLIN };
        if (poll(&p, 1, (int)left + 1) <= 0)
            continue;
        ssize_t n = recvfrom(fd, ans, sizeof ans, 0, NULL, NULL);
        double got = now_ms();
        if (n >= 0 && is_answer(ans, n, msg, len))
            return got - sent;
        /* otherwise: late answer to an older ping, keep waiting */
    }
    return -1;
}

/* Look up the server, run the pings, print the statistics. */
int main(int argc, char **argv)
{
    struct addrinfo hints, *to;
    double min = 0, max = 0, sum = 0;
    int received = 0, err, fd;

    if (argc < 2 || argc > 3) {
        fprintf(stderr, "usage: %s host [port]\n", argv[0]);
        return EXIT_FAILURE;
    }
    memset(&hints, 0, sizeof hints);
    hints.ai_family = AF_INET;
    hints.ai_socktype = SOCK_DGRAM;
    err = getaddrinfo(argv[1], argc == 3 ? argv[2] : PORT, &hints, &to);
    if (err) {
        fprintf(stderr, "%s: %s\n", argv[1], gai_strerror(err));
        return EXIT_FAILURE;
    }
    fd = socket(to->ai_family, to->ai_socktype, to->ai_protocol);
    if (fd < 0) {
        perror("socket");
        return EXIT_FAILURE;
    }

    for (int i = 1; i <= NPINGS; i++) {
        double begin = now_ms();
        double rtt = ping(fd, to, i);
        if (rtt < 0) {
            printf("Request timed out\n");
        } else {
            printf("seq=%d rtt=%.3f ms\n", i, rtt);
            if (received == 0 || rtt < min) min = rtt;
            if (received == 0 || rtt > max) max = rtt;
            sum += rtt;
            received++;
        }
        fflush(stdout);
        if (i < NPINGS)
            sleep_ms(PERIOD_MS - (now_ms() - begin));
    }

    printf("--- %d sent, %d received, %.1f%% lost\n", NPINGS, received,
           100.0 * (NPINGS - received) / NPINGS);
    if (received > 0)
        printf("rtt min/max/avg = %.3f/%.3f/%.3f ms\n", min, max, sum / received);
    freeaddrinfo(to);
    close(fd);
    return EXIT_SUCCESS;
}
