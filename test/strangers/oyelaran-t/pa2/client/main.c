/* client:  out/client h1 X        asks for a name and sends "X: <name>" */
#include "net.h"
#include <stdio.h>
#include <string.h>

int main(int argc, char **argv)
{
    char name[64], m[MSGLEN];
    int fd;

    if (argc != 3) {
        fprintf(stderr, "usage: %s server-host X|Y\n", argv[0]);
        return 2;
    }
    fd = net_connect(argv[1], PORT);

    printf("Your name, %s? ", argv[2]);
    fflush(stdout);
    if (!fgets(name, sizeof name, stdin))
        return 1;
    name[strcspn(name, "\n")] = 0;

    snprintf(m, sizeof m, "%s: %s", argv[2], name);
    net_put(fd, m);
    printf("sent: %s\n", m);

    /* the ack */
    if (net_get(fd, m) == 0)
        printf("server: %s\n", m);
    return 0;
}
