/* PA2 client X, Y. Minseo Kim.  ./cli [ip] */
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <sys/socket.h>
#include <arpa/inet.h>

int main(int c, char **v)
{
    struct sockaddr_in sa = {0};
    char b[600];
    int n, s = socket(AF_INET, SOCK_STREAM, 0);

    sa.sin_family = AF_INET;
    sa.sin_port = htons(33333);
    sa.sin_addr.s_addr = inet_addr(c > 1 ? v[1] : "10.0.0.1");
    if (connect(s, (void *)&sa, sizeof sa)) { perror("connect"); return 1; }

    /* say something, then wait what comes, and again */
    for (;;) {
        printf("you: ");
        fflush(stdout);
        if (!fgets(b, 190, stdin)) break;
        send(s, b, strlen(b), MSG_NOSIGNAL);
        printf("sent: %s", b);
        fflush(stdout);
        n = recv(s, b, sizeof b - 1, 0);
        if (n <= 0) break;
        b[n] = 0;
        printf("got: %s\n", b);
        if (!strcmp(b, "Bye")) break;
    }
    printf("closed\n");
    close(s);
    return 0;
}
