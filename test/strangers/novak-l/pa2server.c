// Petra Novak
// compile: gcc pa2server.c -o pa2server -lpthread

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <pthread.h>

int sockX, sockY;
volatile int gotX = 0, gotY = 0;
char bufX[100], bufY[100];

void *threadX(void *p) {
    read(sockX, bufX, 99);
    printf("X sent: %s\n", bufX);
    gotX = 1;
    return 0;
}

void *threadY(void *p) {
    read(sockY, bufY, 99);
    printf("Y sent: %s\n", bufY);
    gotY = 1;
    return 0;
}

int main() {
    int s = socket(AF_INET, SOCK_STREAM, 0);
    struct sockaddr_in a;
    a.sin_family = AF_INET;
    a.sin_port = htons(3333);
    a.sin_addr.s_addr = INADDR_ANY;
    int yes = 1;
    setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes));
    if (bind(s, (struct sockaddr*)&a, sizeof(a)) != 0) { printf("bind failed\n"); exit(1); }
    listen(s, 5);
    sockX = accept(s, 0, 0);
    printf("X connected\n");
    sockY = accept(s, 0, 0);
    printf("Y connected\n");
    pthread_t tx, ty;
    pthread_create(&tx, 0, threadX, 0);
    pthread_create(&ty, 0, threadY, 0);
    while (!gotX && !gotY) usleep(1000);
    char out[300];
    int xfirst = gotX;
    pthread_join(tx, 0);
    pthread_join(ty, 0);
    if (xfirst)
        sprintf(out, "X: %s received before Y: %s", bufX, bufY);
    else
        sprintf(out, "Y: %s received before X: %s", bufY, bufX);
    write(sockX, out, strlen(out));
    write(sockY, out, strlen(out));
    printf("sent to X and Y: %s\n", out);
    close(sockX);
    close(sockY);
    return 0;
}
