/*
 * client.c - CST 311 assignment 2
 * Erik Lindqvist
 *
 * usage: ./client X|Y server-address [port]
 */
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    struct addrinfo hints, *res;
    char text[200], message[220], answer[600];
    const char *port = argc > 3 ? argv[3] : "5311";
    int fd, err;
    ssize_t n;

    if (argc < 3) {
        fprintf(stderr, "usage: %s X|Y server-address [port]\n", argv[0]);
        return 1;
    }

    /* look up the server and connect (TCP) */
    memset(&hints, 0, sizeof hints);
    hints.ai_family = AF_INET;
    hints.ai_socktype = SOCK_STREAM;
    if ((err = getaddrinfo(argv[2], port, &hints, &res)) != 0) {
        fprintf(stderr, "%s: %s\n", argv[2], gai_strerror(err));
        return 1;
    }
    fd = socket(res->ai_family, res->ai_socktype, res->ai_protocol);
    if (fd < 0 || connect(fd, res->ai_addr, res->ai_addrlen) < 0) {
        perror("connect");
        return 1;
    }
    freeaddrinfo(res);

    /* the message comes from the keyboard */
    printf("client %s, your message: ", argv[1]);
    fflush(stdout);
    if (fgets(text, sizeof text, stdin) == NULL)
        return 1;
    text[strcspn(text, "\n")] = '\0';

    snprintf(message, sizeof message, "%s: %s\n", argv[1], text);
    if (send(fd, message, strlen(message), 0) < 0) {
        perror("send");
        return 1;
    }
    printf("sent: %s", message);

    /* the answer; read until the server closes */
    printf("received: ");
    while ((n = recv(fd, answer, sizeof answer, 0)) > 0)
        fwrite(answer, 1, n, stdout);
    close(fd);
    return 0;
}
