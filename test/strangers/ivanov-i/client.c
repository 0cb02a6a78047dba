/* client.c - usage: ./client X|Y [server ip] ; asks for message. Dmitri Ivanov */
#include <arpa/inet.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    struct sockaddr_in a = { .sin_family = AF_INET, .sin_port = htons(20311) };
    char buf[512], *out = buf;
    ssize_t n;

    if (argc < 2) { fprintf(stderr, "usage: %s X|Y [ip]\n", argv[0]); return 2; }
    inet_pton(AF_INET, argc > 2 ? argv[2] : "10.0.0.1", &a.sin_addr);
    int s = socket(AF_INET, SOCK_STREAM, 0);
    if (connect(s, (struct sockaddr *)&a, sizeof a) < 0) { perror("connect"); return 1; }

    *out++ = argv[1][0];                         /* id goes in front of text */
    printf("message> "); fflush(stdout);
    if (!fgets(out, 250, stdin)) return 1;       /* keeps '\n', server needs it */
    if (write(s, buf, strlen(buf)) < 0) { perror("write"); return 1; }
    printf("sent: %s", out);

    while ((n = read(s, buf, sizeof buf)) > 0)   /* until server closes */
        printf("server: %.*s", (int)n, buf);
    close(s);
    return 0;
}
