/* old version with fork(), does not work: the children can't share the messages */
#include <stdio.h>
#include <string.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

int main(void)
{
    int l = socket(AF_INET, SOCK_STREAM, 0), i;
    struct sockaddr_in a = { .sin_family = AF_INET, .sin_port = 0 };
    a.sin_port = htons(5311);
    bind(l, (struct sockaddr *)&a, sizeof a);
    listen(l, 2);
    for (i = 0; i < 2; i++) {
        int fd = accept(l, NULL, NULL);
        if (fork() == 0) {
            char buf[256];
            int n = recv(fd, buf, sizeof buf, 0);
            printf("%.*s\n", n, buf);
            return 0;
        }
    }
    return 0;
}
