/* client.c - usage: ./client <server ip> <X or Y>   - Nikolai Petrov */
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <arpa/inet.h>
#include <sys/socket.h>

#define PORT 9000
#define MSGLEN 128

int main(int argc, char **argv)
{
    char text[64], msg[MSGLEN], ack[2 * MSGLEN + 32];
    struct sockaddr_in addr;
    int s, n;

    if (argc != 3) {
        printf("usage: %s <server ip> <X or Y>\n", argv[0]);
        return 1;
    }
    /* connect */
    s = socket(AF_INET, SOCK_STREAM, 0);
    memset(&addr, 0, sizeof addr);
    addr.sin_family = AF_INET;
    addr.sin_port = htons(PORT);
    inet_pton(AF_INET, argv[1], &addr.sin_addr);
    if (connect(s, (struct sockaddr *)&addr, sizeof addr) < 0) {
        perror("connect");
        return 1;
    }

    /* read a line from the keyboard */
    printf("Enter your message: ");
    fflush(stdout);
    if (!fgets(text, sizeof text, stdin))
        return 1;
    text[strcspn(text, "\n")] = 0;

    /* "X: text", padded */
    memset(msg, 0, sizeof msg);
    snprintf(msg, sizeof msg, "%s: %s", argv[2], text);
    send(s, msg, MSGLEN, 0);
    printf("client %s: sent '%s'\n", argv[2], msg);

    n = recv(s, ack, sizeof ack, MSG_WAITALL);
    if (n > 0)
        printf("client %s: received '%s'\n", argv[2], ack);
    close(s);
    return 0;
}
