#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <arpa/inet.h>
#include <sys/socket.h>

int main(int argc, char *argv[])
{
    int fd, n;
    struct sockaddr_in sa;
    char line[80], msg[100], buf[300];

    if (argc < 2) { printf("cli X or cli Y\n"); return 1; }
    fd = socket(AF_INET, SOCK_STREAM, 0);
    memset(&sa, 0, sizeof(sa));
    sa.sin_family = AF_INET;
    sa.sin_addr.s_addr = inet_addr("10.0.0.1");
    sa.sin_port = htons(15000);
    if (connect(fd, (struct sockaddr*)&sa, sizeof(sa)) == -1) { perror("connect"); exit(1); }

    printf("name: ");
    fflush(stdout);
    fgets(line, sizeof(line), stdin);
    line[strcspn(line, "\n")] = 0;
    sprintf(msg, "%s: %s", argv[1], line);
    write(fd, msg, strlen(msg));
    printf("sent %s\n", msg);

    n = read(fd, buf, 299);
    buf[n > 0 ? n : 0] = 0;
    printf("received %s\n", buf);
    return 0;
}
