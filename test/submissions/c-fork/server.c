/*
 * Server in C, with a process for each client and a pipe that they share.
 *
 * Multithreading, or a process for each client as here, is needed because recv() blocks: a server
 * that waits for X cannot notice that Y has spoken before. Each child waits for its own client and
 * writes the message into one pipe, from which the parent reads them in the order of arrival.
 */
#include <arpa/inet.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#define PORT 8888

/* Waits for the message of one client and hands it on; a record is shorter than PIPE_BUF. */
static void receive(int connection, int pipe_end)
{
    char record[256] = {0};
    if (recv(connection, record, sizeof record - 1, 0) < 0) perror("recv");
    write(pipe_end, record, sizeof record);
    _exit(0);
}

/* Accepts both clients, has a child for each, and answers both. */
int main(void)
{
    int listener = socket(AF_INET, SOCK_STREAM, 0), connections[2], ends[2];
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(PORT)};
    char messages[2][256], answer[600];
    address.sin_addr.s_addr = INADDR_ANY;
    if (bind(listener, (struct sockaddr *)&address, sizeof address) < 0) { perror("bind"); return 1; }
    listen(listener, 2);
    pipe(ends);
    for (int i = 0; i < 2; i++) connections[i] = accept(listener, NULL, NULL);
    for (int i = 0; i < 2; i++) if (fork() == 0) receive(connections[i], ends[1]);
    for (int i = 0; i < 2; i++) {
        read(ends[0], messages[i], sizeof messages[i]);
        printf("received: %s\n", messages[i]);
    }
    snprintf(answer, sizeof answer, "%s received before %s", messages[0], messages[1]);
    printf("sending: %s\n", answer);
    for (int i = 0; i < 2; i++) {
        send(connections[i], answer, strlen(answer), 0);
        close(connections[i]);
    }
    while (wait(NULL) > 0) continue;
    return 0;
}
