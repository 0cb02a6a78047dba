#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <arpa/inet.h>
#include <sys/socket.h>

int main(int argc, char **argv)
{
    struct sockaddr_in a = {0};
    char *msg = "X: Alice", r[400] = {0};
    int s = socket(AF_INET, SOCK_STREAM, 0);
    a.sin_family = AF_INET;
    a.sin_port = htons(4242);
    a.sin_addr.s_addr = inet_addr(argc > 1 ? argv[1] : "10.0.0.1");
    if (connect(s, (struct sockaddr *)&a, sizeof(a))) { perror("connect"); return 1; }
    printf("enter to send\n");
    getchar();
    send(s, msg, strlen(msg), 0);
    printf("send %s\n", msg);
    recv(s, r, 399, 0);
    printf("recv %s\n", r);
    close(s);
    return 0;
}
