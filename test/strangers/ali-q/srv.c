// Ahmed Ali - assignment 2
// The server must be parallel because read() blocks. I make a child process for
// each client with fork() and the children tell the parent by a pipe.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <sys/wait.h>
#include <netinet/in.h>
#include <sys/socket.h>

#define PORT 15000

struct rec { int who; char m[100]; };

int main()
{
    int fd, c[2], p[2], i, yes = 1;
    struct sockaddr_in sa;
    struct rec r1, r2;
    char buf[300];

    fd = socket(AF_INET, SOCK_STREAM, 0);
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes));
    memset(&sa, 0, sizeof(sa));
    sa.sin_family = AF_INET;
    sa.sin_addr.s_addr = htonl(INADDR_ANY);
    sa.sin_port = htons(PORT);
    if (bind(fd, (struct sockaddr*)&sa, sizeof(sa)) == -1) { perror("bind"); exit(1); }
    listen(fd, 5);
    pipe(p);

    c[0] = accept(fd, 0, 0);
    c[1] = accept(fd, 0, 0);
    printf("two clients\n");
    fflush(stdout);

    for (i = 0; i < 2; i++) {
        if (fork() == 0) {
            struct rec r;
            memset(&r, 0, sizeof(r));
            r.who = i;
            read(c[i], r.m, 99);
            write(p[1], &r, sizeof(r));
            exit(0);
        }
    }

    read(p[0], &r1, sizeof(r1));
    printf("received %s\n", r1.m);
    fflush(stdout);
    read(p[0], &r2, sizeof(r2));
    printf("received %s\n", r2.m);

    sprintf(buf, "%s received before %s", r1.m, r2.m);
    for (i = 0; i < 2; i++)
        write(c[i], buf, strlen(buf));
    printf("sent %s\n", buf);

    wait(0);
    wait(0);
    return 0;
}
