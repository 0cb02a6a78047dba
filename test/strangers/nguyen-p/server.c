/*
 * TCP server for X and Y                         Nguyen Thi Mai
 *
 * WHY MULTITHREADING:
 * read() on a socket stops the program until there is data. The server must wait
 * for two sockets and doesn't know which one speaks first, so each socket has
 * its own thread. The threads give the message to main through a pipe: write()
 * of a small struct to a pipe is atomic, so what comes first out of the pipe was
 * first received. Pipe = the way to share data between the threads, no mutex needed.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <pthread.h>
#define MAX 80
#define PORT 8080
#define SA struct sockaddr

/* what goes through the pipe */
struct note {
    int connfd;
    char text[MAX + 4];
};

int tube[2]; /* tube[0] main reads, tube[1] threads write */

// Function designed for chat between client and server.
void *func(void *arg)
{
    char buff[MAX];
    struct note n;
    int connfd = *(int *)arg;

    bzero(buff, MAX);
    bzero(&n, sizeof(n));

    // read the message from client and copy it in buffer
    if (read(connfd, buff, sizeof(buff) - 1) <= 0)
        exit(1);
    // print buffer which contains the client contents
    printf("From client: %s\n", buff);

    n.connfd = connfd;
    strcpy(n.text, buff);
    // into the pipe
    write(tube[1], &n, sizeof(n));
    return NULL;
}

// Driver function
int main()
{
    int sockfd, connfd[2], i, on = 1;
    struct sockaddr_in servaddr;
    pthread_t tid[2];
    struct note a, b;
    char answer[3 * MAX];

    setbuf(stdout, NULL);

    // socket create and verification
    sockfd = socket(AF_INET, SOCK_STREAM, 0);
    if (sockfd == -1) {
        printf("socket creation failed...\n");
        exit(0);
    }
    else
        printf("Socket successfully created..\n");
    setsockopt(sockfd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
    bzero(&servaddr, sizeof(servaddr));

    // assign IP, PORT
    servaddr.sin_family = AF_INET;
    servaddr.sin_addr.s_addr = htonl(INADDR_ANY);
    servaddr.sin_port = htons(PORT);

    // Binding newly created socket to given IP and verification
    if ((bind(sockfd, (SA*)&servaddr, sizeof(servaddr))) != 0) {
        printf("socket bind failed...\n");
        exit(0);
    }
    else
        printf("Socket successfully binded..\n");

    // Now server is ready to listen and verification
    if ((listen(sockfd, 5)) != 0) {
        printf("Listen failed...\n");
        exit(0);
    }
    else
        printf("Server listening..\n");

    if (pipe(tube) != 0)
        exit(1);

    // Accept both before any thread exists, so nothing is read too early
    for (i = 0; i < 2; i++) {
        connfd[i] = accept(sockfd, NULL, NULL);
        printf("server accept the client %d...\n", i + 1);
    }
    for (i = 0; i < 2; i++)
        pthread_create(&tid[i], NULL, func, &connfd[i]);

    // first out of the pipe is the winner
    read(tube[0], &a, sizeof(a));
    read(tube[0], &b, sizeof(b));
    sprintf(answer, "%s received before %s", a.text, b.text);

    // and send the answer to both clients
    write(a.connfd, answer, strlen(answer) + 1);
    write(b.connfd, answer, strlen(answer) + 1);
    printf("To clients: %s\n", answer);

    // After chatting close the socket
    close(a.connfd);
    close(b.connfd);
    close(sockfd);
    return 0;
}
