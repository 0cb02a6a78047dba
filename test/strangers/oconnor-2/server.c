/* Assignment 2 server - Sean O'Connor
 * compile: gcc server.c -o server -lpthread
 *
 * Multithreading is necessary because recv() blocks: the server would hang at
 * the first client while the second one already sent its message. With threads
 * each client is handled alone and a shared counter says who is first.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <pthread.h>
#include <netinet/in.h>
#include <sys/socket.h>

#define PORT 8080

/* shared data */
char firstMsg[100];
char secondMsg[100];
int count = 0;
pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

/* handles one client */
void *handle(void *p)
{
    int sock = *(int *)p;
    char buf[100] = {0};
    char reply[300];

    recv(sock, buf, 99, 0);
    printf("Message from client: %s\n", buf);
    fflush(stdout);

    pthread_mutex_lock(&lock);
    count++;
    if (count == 1) {
        strcpy(firstMsg, buf);      /* we are first */
    } else {
        strcpy(secondMsg, buf);     /* we are second, now we know the order */
        sprintf(reply, "%s received before %s", firstMsg, secondMsg);
        send(sock, reply, strlen(reply), 0);
        printf("Sent to client: %s\n", reply);
    }
    pthread_mutex_unlock(&lock);
    close(sock);
    return NULL;
}

int main()
{
    int s, c[2], opt = 1;
    struct sockaddr_in a;
    pthread_t t[2];

    s = socket(AF_INET, SOCK_STREAM, 0);
    setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &opt, sizeof(opt));
    a.sin_family = AF_INET;
    a.sin_addr.s_addr = INADDR_ANY;
    a.sin_port = htons(PORT);
    if (bind(s, (struct sockaddr *)&a, sizeof(a)) < 0) {
        perror("bind failed");
        exit(1);
    }
    listen(s, 2);
    printf("Waiting for clients\n");
    fflush(stdout);
    /* accept both */
    c[0] = accept(s, NULL, NULL);
    c[1] = accept(s, NULL, NULL);
    printf("Both connected\n");
    fflush(stdout);
    /* start the threads */
    pthread_create(&t[0], NULL, handle, &c[0]);
    pthread_create(&t[1], NULL, handle, &c[1]);
    pthread_join(t[0], NULL);
    pthread_join(t[1], NULL);
    close(s);
    return 0;
}
