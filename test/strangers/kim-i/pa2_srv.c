/* PA2 server. Minseo Kim
   Why multi "threading": server needs 2 flows, one blocked on X and one blocked on Y.
   I use fork() so flow = child process. Children share data with
   parent by one pipe, the pipe keeps the order. Parent sends all answers. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>
#include <signal.h>
#include <sys/wait.h>
#include <sys/socket.h>
#include <netinet/in.h>

typedef struct { int who; char txt[200]; } rec;   /* < PIPE_BUF so write is atomic */

int sock[2];
int pid[2];

/* child: socket -> pipe */
void child(int i, int fd)
{
    rec r;
    int n;
    memset(&r, 0, sizeof r);
    r.who = i;
    while ((n = recv(sock[i], r.txt, sizeof(r.txt) - 1, 0)) > 0) {
        r.txt[n] = 0;
        r.txt[strcspn(r.txt, "\r\n")] = 0;
        write(fd, &r, sizeof r);
    }
    exit(0);
}

void say(int i, char *m)
{
    send(sock[i], m, strlen(m), MSG_NOSIGNAL);
    printf("to %c: %s\n", "XY"[i], m);
    fflush(stdout);
}

int main()
{
    struct sockaddr_in sa;
    int ls, i, p[2], one = 1, got = 0;
    rec r, f[2];
    char ans[500];

    ls = socket(AF_INET, SOCK_STREAM, 0);
    setsockopt(ls, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    memset(&sa, 0, sizeof sa);
    sa.sin_family = AF_INET;
    sa.sin_addr.s_addr = INADDR_ANY;
    sa.sin_port = htons(33333);
    if (bind(ls, (struct sockaddr *)&sa, sizeof sa)) { perror("bind"); return 1; }
    listen(ls, 2);
    pipe(p);

    /* both connections first */
    for (i = 0; i < 2; i++) {
        sock[i] = accept(ls, 0, 0);
        printf("%c connected\n", "XY"[i]);
        fflush(stdout);
    }
    /* then children */
    for (i = 0; i < 2; i++)
        if ((pid[i] = fork()) == 0)
            child(i, p[1]);
    close(p[1]);

    /* pipe order = arrive order */
    while (read(p[0], &r, sizeof r) == sizeof r) {
        printf("from %c: %s\n", "XY"[r.who], r.txt);
        fflush(stdout);
        if (got < 2) {
            f[got++] = r;
            if (got == 2) {
                snprintf(ans, sizeof ans, "%c: %s received before %c: %s",
                    "XY"[f[0].who], f[0].txt, "XY"[f[1].who], f[1].txt);
                say(0, ans);
                say(1, ans);
            }
            continue;
        }
        /* chat (extra) */
        say(!r.who, r.txt);
        if (!strcasecmp(r.txt, "bye"))
            break;
    }
    /* end both */
    for (i = 0; i < 2; i++) {
        kill(pid[i], SIGTERM);
        wait(0);
        close(sock[i]);
    }
    printf("end\n");
    return 0;
}
