/* TCP client: ./client X  or  ./client Y        Nguyen Thi Mai */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#define MAX 80
#define PORT 8080
#define SA struct sockaddr

void func(int sockfd, const char *who)
{
    char buff[3 * MAX];
    int n;
    /* the letter is in front of the message */
    n = sprintf(buff, "%s: ", who);
    printf("Enter the string : ");
    fflush(stdout);
    // one char after the other until enter
    while (n < MAX - 1 && (buff[n] = getchar()) != '\n')
        n++;
    buff[n] = 0;
    write(sockfd, buff, strlen(buff));
    printf("To Server : %s\n", buff);
    bzero(buff, sizeof(buff));
    read(sockfd, buff, sizeof(buff) - 1);
    printf("From Server : %s\n", buff);
}

int main(int argc, char **argv)
{
    int sockfd;
    struct sockaddr_in servaddr;

    if (argc < 2) {
        printf("usage: %s X|Y [ip]\n", argv[0]);
        exit(1);
    }
    // socket create
    sockfd = socket(AF_INET, SOCK_STREAM, 0);
    bzero(&servaddr, sizeof(servaddr));

    // assign IP, PORT (h1 is the server)
    servaddr.sin_family = AF_INET;
    servaddr.sin_addr.s_addr = inet_addr(argc > 2 ? argv[2] : "10.0.0.1");
    servaddr.sin_port = htons(PORT);

    // connect the client socket to server socket
    if (connect(sockfd, (SA*)&servaddr, sizeof(servaddr)) != 0) {
        printf("connection with the server failed...\n");
        exit(0);
    }
    else
        printf("connected to the server..\n");

    // function for chat
    func(sockfd, argv[1]);

    // close the socket
    close(sockfd);
    return 0;
}
