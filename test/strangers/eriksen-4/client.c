/*
 * client.c - CST 311 assignment 2 - Jonas Eriksen
 * usage: ./client X|Y server-ip
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <arpa/inet.h>
#include <sys/socket.h>

#define PORT 7311

int main(int argc, char **argv)
{
    int fd;
    ssize_t n;
    char name[200], out[256], in[600];
    struct sockaddr_in sa;

    if (argc != 3) {
        fprintf(stderr, "usage: %s X|Y server-ip\n", argv[0]);
        return 1;
    }

    /* connect to the server over TCP */
    fd = socket(AF_INET, SOCK_STREAM, 0);
    memset(&sa, 0, sizeof sa);
    sa.sin_family = AF_INET;
    sa.sin_port = htons(PORT);
    if (inet_pton(AF_INET, argv[2], &sa.sin_addr) != 1) {
        fprintf(stderr, "bad address\n");
        return 1;
    }
    if (connect(fd, (struct sockaddr *)&sa, sizeof sa) < 0) {
        perror("connect");
        return 1;
    }

    /* ask for the name, build "X: name\n" */
    printf("%s> ", argv[1]);
    fflush(stdout);
    if (!fgets(name, sizeof name, stdin))
        return 1;
    name[strcspn(name, "\n")] = '\0';
    snprintf(out, sizeof out, "%s: %s\n", argv[1], name);
    if (write(fd, out, strlen(out)) < 0) {
        perror("write");
        return 1;
    }
    printf("sent: %s", out);
    fflush(stdout);

    /* print all that the server sends until it closes the connection */
    printf("server: ");
    while ((n = read(fd, in, sizeof in)) > 0)
        fwrite(in, 1, n, stdout);
    close(fd);
    return 0;
}
