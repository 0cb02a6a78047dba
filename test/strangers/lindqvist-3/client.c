/*
 * client.c - Anders Lindqvist, CST 311 PA2
 * compile: gcc -o client client.c
 * run: ./client 10.0.0.1 X     (or Y)
 */
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <arpa/inet.h>
#include <sys/socket.h>

int main(int argc, char **argv)
{
    char text[128], msg[256], buf[600];
    struct sockaddr_in addr;
    int fd, n;

    if (argc != 3) {
        fprintf(stderr, "usage: %s server-ip name\n", argv[0]);
        return 1;
    }
    /* connect to the server */
    fd = socket(AF_INET, SOCK_STREAM, 0);
    memset(&addr, 0, sizeof(addr));
    addr.sin_family = AF_INET;
    addr.sin_port = htons(8080);
    inet_pton(AF_INET, argv[1], &addr.sin_addr);
    if (connect(fd, (struct sockaddr *)&addr, sizeof(addr)) < 0) {
        perror("connect");
        return 1;
    }
    /* read a line from the keyboard, without the newline */
    printf("message: ");
    fflush(stdout);
    if (!fgets(text, sizeof(text), stdin))
        return 1;
    text[strcspn(text, "\n")] = '\0';
    snprintf(msg, sizeof(msg), "%s: %s", argv[2], text);
    send(fd, msg, strlen(msg), 0);
    printf("sent %s\n", msg);

    /* answer of the server */
    n = recv(fd, buf, sizeof(buf) - 1, 0);
    buf[n > 0 ? n : 0] = '\0';
    printf("server says: %s\n", buf);
    close(fd);
    return 0;
}
