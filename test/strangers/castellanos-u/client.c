/*
 * CST 311 Assignment 2 - client (for X and Y)
 * Marisol Castellanos
 *
 * Usage: ./client server_ip port name
 *   h2 ./client 10.0.0.1 12000 X
 *   h3 ./client 10.0.0.1 12000 Y
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <sys/socket.h>
#include <netinet/in.h>
#include <arpa/inet.h>

int main(int argc, char *argv[])
{
    int fd, n;
    struct sockaddr_in addr;
    char text[200], line[220], response[600];

    if (argc != 4) {
        fprintf(stderr, "usage: %s server_ip port X|Y\n", argv[0]);
        return 1;
    }

    /* make a TCP connection */
    fd = socket(AF_INET, SOCK_STREAM, 0);
    memset(&addr, 0, sizeof addr);
    addr.sin_family = AF_INET;
    addr.sin_port = htons(atoi(argv[2]));
    inet_pton(AF_INET, argv[1], &addr.sin_addr);
    if (connect(fd, (struct sockaddr *)&addr, sizeof addr) < 0) {
        perror("connect");
        return 1;
    }

    /* read the message from the keyboard */
    printf("Client %s, type your message: ", argv[3]);
    fflush(stdout);
    if (fgets(text, sizeof text, stdin) == NULL)
        return 1;
    text[strcspn(text, "\n")] = '\0';

    /* send "X: message" */
    snprintf(line, sizeof line, "%s: %s\n", argv[3], text);
    send(fd, line, strlen(line), 0);
    printf("Client sent: %s", line);

    /* print the answer until the server closes */
    printf("From server: ");
    while ((n = recv(fd, response, sizeof response - 1, 0)) > 0) {
        response[n] = '\0';
        printf("%s", response);
    }
    close(fd);
    return 0;
}
