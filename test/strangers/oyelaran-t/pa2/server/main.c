/*
 * PA2 server. Tunde Oyelaran
 *
 * WHY PARALLEL: a read() on a socket puts the caller to sleep until data is there. With
 * just one flow of control I'd sleep on X while Y's message is waiting already (or the
 * other way around) and would get the order wrong. So each client has a flow of control of its own.
 * I used processes (fork) for the "threads" as we learned in the OS course; the shared
 * data is a pipe: the kernel keeps the order in which the workers have written to it.
 */
#include "net.h"
#include "order.h"
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    char a[MSGLEN], b[MSGLEN], ack[3 * MSGLEN];
    int p[2], c[2], i;
    int l = net_listen(PORT);

    setvbuf(stdout, NULL, _IOLBF, 0);
    puts("server up");
    pipe(p);

    /* both clients have to be here before any reading begins */
    for (i = 0; i < 2; i++) {
        c[i] = accept(l, NULL, NULL);
        printf("client no. %d connected\n", i + 1);
    }
    for (i = 0; i < 2; i++)
        order_worker(c[i], p[1]);
    close(p[1]);

    if (order_next(p[0], a)) { puts("nobody said anything"); return 1; }
    printf("received 1st: %s\n", a);
    if (order_next(p[0], b)) { puts("only one client said something"); return 1; }
    printf("received 2nd: %s\n", b);

    /* answer to both */
    snprintf(ack, sizeof ack, "%s received before %s", a, b);
    for (i = 0; i < 2; i++) {
        net_put(c[i], ack);
        printf("sent to client no. %d: %s\n", i + 1, ack);
    }
    while (wait(NULL) > 0)      /* no zombies */
        ;
    return 0;
}
