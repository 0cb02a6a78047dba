/*
 * Server in C, with a POSIX thread for each client.
 *
 * Threads are needed because recv() blocks until its client has spoken. With one thread the server
 * would wait for X although Y has long sent its message, and could not tell which came first. The
 * threads share an array, guarded by a mutex, in which the messages stand in order of arrival.
 */
#include <arpa/inet.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define PORT 8888

static char messages[2][256];
static int count = 0;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

/* Receives the message of one client and notes its place. */
static void *receive(void *argument)
{
    int connection = *(int *)argument;
    char buffer[256] = {0};
    ssize_t length = recv(connection, buffer, sizeof buffer - 1, 0);
    if (length < 0) length = 0;
    buffer[length] = 0;
    pthread_mutex_lock(&lock);
    strcpy(messages[count++], buffer);
    printf("received: %s\n", buffer);
    pthread_mutex_unlock(&lock);
    return NULL;
}

/* Accepts both clients, lets two threads receive, and answers both. */
int main(void)
{
    int listener = socket(AF_INET, SOCK_STREAM, 0), connections[2];
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(PORT)};
    pthread_t threads[2];
    char answer[600];
    address.sin_addr.s_addr = INADDR_ANY;
    if (bind(listener, (struct sockaddr *)&address, sizeof address) < 0) { perror("bind"); return 1; }
    listen(listener, 2);
    for (int i = 0; i < 2; i++) connections[i] = accept(listener, NULL, NULL);
    for (int i = 0; i < 2; i++) pthread_create(&threads[i], NULL, receive, &connections[i]);
    for (int i = 0; i < 2; i++) pthread_join(threads[i], NULL);
    snprintf(answer, sizeof answer, "%s received before %s", messages[0], messages[1]);
    printf("sending: %s\n", answer);
    for (int i = 0; i < 2; i++) {
        send(connections[i], answer, strlen(answer), 0);
        close(connections[i]);
    }
    sleep(3);
    return 0;
}
