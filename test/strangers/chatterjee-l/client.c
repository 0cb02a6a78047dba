/*
 * client.c - CST 311 PA 2
 * usage: ./client X Alice [server ip]
 */
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <arpa/inet.h>
#include <sys/socket.h>

int main(int argc, char **argv)
{
    struct sockaddr_in sa = { .sin_family = AF_INET, .sin_port = htons(54321) };
    char msg[200], buf[600];
    int fd, n;

    if (argc < 3) {
        fprintf(stderr, "usage: %s X|Y message [ip]\n", argv[0]);
        return 1;
    }
    inet_pton(AF_INET, argc > 3 ? argv[3] : "10.0.0.1", &sa.sin_addr);
    fd = socket(AF_INET, SOCK_STREAM, 0);
    if (connect(fd, (struct sockaddr *)&sa, sizeof sa) < 0) {
        perror("connect");
        return 1;
    }
    /* give me the time to start the other client */
    printf("connected, press ENTER to send\n");
    getchar();
    snprintf(msg, sizeof msg, "%s: %s", argv[1], argv[2]);
    send(fd, msg, strlen(msg), 0);
    printf("sent: %s\n", msg);

    /* acknowledgement */
    n = recv(fd, buf, sizeof buf - 1, 0);
    if (n > 0) {
        buf[n] = 0;
        printf("received: %s\n", buf);
    }
    close(fd);
    return 0;
}
