// Client fuer X und Y, der Buchstabe kommt beim Uebersetzen (siehe build.sh)
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <arpa/inet.h>
#include <sys/socket.h>
#include "gemeinsam.h"

int main()
{
    int s = socket(AF_INET, SOCK_STREAM, 0);
    struct sockaddr_in adr = {0};
    adr.sin_family = AF_INET;
    adr.sin_port = htons(SERVER_PORT);
    adr.sin_addr.s_addr = inet_addr(SERVER_IP);
    if (connect(s, (struct sockaddr *)&adr, sizeof(adr)) != 0) {
        perror("connect");
        return 1;
    }
    char name[64], nachricht[PUFFER], antwort[3 * PUFFER] = {0};
    printf("Client %s verbunden. Bitte Namen eingeben: ", BUCHSTABE);
    fflush(stdout);
    scanf("%63s", name);
    // "X: Alice"
    sprintf(nachricht, "%s: %s", BUCHSTABE, name);
    send(s, nachricht, strlen(nachricht), 0);
    printf("Gesendet: %s\n", nachricht);
    // auf Antwort warten
    recv(s, antwort, sizeof(antwort) - 1, 0);
    printf("Antwort: %s\n", antwort);
    close(s);
    return 0;
}
