// PA2 client  Varga Zoltan
// ./client ip letter
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <netdb.h>
#include <sys/socket.h>
#include "chat.h"

int main(int argc, char *argv[])
{
    struct addrinfo h = {0}, *r;
    char line[MAXLINE], out[MAXLINE + 8];
    if (argc != 3) { puts("./client ip letter"); return 1; }
    h.ai_family = AF_INET; h.ai_socktype = SOCK_STREAM;
    if (getaddrinfo(argv[1], PORT, &h, &r)) { puts("bad address"); return 1; }
    int s = socket(r->ai_family, r->ai_socktype, 0);
    if (connect(s, r->ai_addr, r->ai_addrlen)) { perror("connect"); return 1; }
    setbuf(stdout, NULL);
    setbuf(stdin, NULL);      // otherwise poll does not see lines that stdio already has
    printf("connected, you are %s\n", argv[2]);

    // 0 = keyboard, 1 = server
    struct pollfd p[2] = {{0, POLLIN, 0}, {s, POLLIN, 0}};
    for (;;) {
        poll(p, 2, -1);
        if (p[1].revents) {
            int n = read(s, line, sizeof line - 1);
            if (n <= 0) break;          // server hung up
            line[n] = 0;
            printf("< %s", line);
        }
        if (p[0].revents) {
            if (!fgets(line, sizeof line - 8, stdin)) { p[0].fd = -1; continue; }
            snprintf(out, sizeof out, "%s: %s", argv[2], line);
            write(s, out, strlen(out));
            printf("> %s", out);
        }
    }
    puts("chat is over");
    return 0;
}
