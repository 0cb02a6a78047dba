/*
 * client.c - CST 311 PA 2, Kenji Nakamura
 * usage: ./client <X|Y> <server ip> <port>
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <pthread.h>
#include <arpa/inet.h>
#include <sys/socket.h>

static int fd;

/* thread: prints everything that comes from the server */
static void *printer(void *arg)
{
    char buf[1024];
    FILE *in = fdopen(dup(fd), "r");
    (void)arg;
    while (fgets(buf, sizeof buf, in) != NULL)
        printf("received: %s", buf);
    printf("server closed the connection\n");
    exit(0);
}

int main(int argc, char **argv)
{
    struct sockaddr_in addr;
    pthread_t th;
    char line[200], out[256];

    if (argc != 4) {
        fprintf(stderr, "usage: %s <X|Y> <server ip> <port>\n", argv[0]);
        return 1;
    }
    setvbuf(stdout, NULL, _IOLBF, 0);
    fd = socket(AF_INET, SOCK_STREAM, 0);
    memset(&addr, 0, sizeof addr);
    addr.sin_family = AF_INET;
    addr.sin_port = htons(atoi(argv[3]));
    inet_pton(AF_INET, argv[2], &addr.sin_addr);
    if (connect(fd, (struct sockaddr *)&addr, sizeof addr) < 0) {
        perror("connect");
        return 1;
    }
    pthread_create(&th, NULL, printer, NULL);
    printf("connected. first line is your name, then you chat (Bye = end)\n");

    /* every line of the keyboard goes to the server with our letter */
    while (fgets(line, sizeof line, stdin) != NULL) {
        snprintf(out, sizeof out, "%s: %s", argv[1], line);
        send(fd, out, strlen(out), MSG_NOSIGNAL);
        printf("sent: %s", out);
    }
    pthread_join(th, NULL);
    return 0;
}
