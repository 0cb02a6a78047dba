/* pingclient.c: UDP client for the ping lab. 10 pings, RTTs and statistics.
   compile: gcc -o pingclient pingclient.c
   run:     ./pingclient <host>      (mininet: h2 ./pingclient 10.0.0.1)   */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <netdb.h>
#include <arpa/inet.h>
#include <sys/socket.h>
#include <sys/time.h>

#define PORT 12001
#define N 10

/* ms_between: milliseconds from a to b */
double ms_between(struct timeval a, struct timeval b) {
    return (b.tv_sec - a.tv_sec) * 1000.0 + (b.tv_usec - a.tv_usec) / 1000.0;
}

/* main: sends the pings one after the other and prints the results */
int main(int argc, char *argv[]) {
    int s, i, n, got = 0;
    char msg[100], buf[1024];
    double rtt, min = 999999, max = 0, sum = 0;
    struct sockaddr_in server;
    struct hostent *h;
    struct timeval t1, t2, tv;

    if (argc != 2) {
        printf("usage: %s <host>\n", argv[0]);
        return 1;
    }
    h = gethostbyname(argv[1]);
    if (h == NULL) {
        printf("unknown host %s\n", argv[1]);
        return 1;
    }

    s = socket(AF_INET, SOCK_DGRAM, 0);
    memset(&server, 0, sizeof(server));
    server.sin_family = AF_INET;
    server.sin_port = htons(PORT);
    memcpy(&server.sin_addr, h->h_addr_list[0], h->h_length);

    /* 1 second timeout */
    tv.tv_sec = 1;
    tv.tv_usec = 0;
    setsockopt(s, SOL_SOCKET, SO_RCVTIMEO, &tv, sizeof(tv));

    for (i = 1; i <= N; i++) {
        gettimeofday(&t1, NULL);
        sprintf(msg, "Ping %d %ld.%06ld", i, (long)t1.tv_sec, (long)t1.tv_usec);
        sendto(s, msg, strlen(msg), 0, (struct sockaddr*)&server, sizeof(server));

        n = recvfrom(s, buf, sizeof(buf) - 1, 0, NULL, NULL);
        if (n < 0) {
            printf("Request timed out\n");
            continue;
        }
        gettimeofday(&t2, NULL);
        buf[n] = 0;
        rtt = ms_between(t1, t2);
        printf("%s   rtt = %.3f ms\n", buf, rtt);

        got++;
        sum += rtt;
        if (rtt < min) min = rtt;
        if (rtt > max) max = rtt;
    }

    if (got > 0)
        printf("min = %.3f ms, max = %.3f ms, avg = %.3f ms\n", min, max, sum / got);
    printf("loss = %d%%\n", (N - got) * 100 / N);
    close(s);
    return 0;
}
