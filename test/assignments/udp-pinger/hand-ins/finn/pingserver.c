/* pingserver.c: UDP server for the ping lab. Answers in capitals, drops 30%.
   compile: gcc -o pingserver pingserver.c
   run:     ./pingserver                                                   */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <ctype.h>
#include <time.h>
#include <arpa/inet.h>
#include <sys/socket.h>

#define PORT 12001

/* main: opens the socket on PORT, then receives and answers in a loop */
int main() {
    int s, n, i;
    char buf[1024];
    struct sockaddr_in me, other;
    socklen_t len;

    srand(time(NULL));

    s = socket(AF_INET, SOCK_DGRAM, 0);
    memset(&me, 0, sizeof(me));
    me.sin_family = AF_INET;
    me.sin_port = htons(PORT);
    me.sin_addr.s_addr = INADDR_ANY;
    if (bind(s, (struct sockaddr*)&me, sizeof(me)) < 0) {
        perror("bind");
        return 1;
    }

    while (1) {
        len = sizeof(other);
        n = recvfrom(s, buf, sizeof(buf), 0, (struct sockaddr*)&other, &len);
        if (n < 0) continue;

        /* 30% loss */
        if (rand() % 10 < 3) continue;

        for (i = 0; i < n; i++) buf[i] = toupper((unsigned char)buf[i]);
        sendto(s, buf, n, 0, (struct sockaddr*)&other, len);
    }
    return 0;
}
