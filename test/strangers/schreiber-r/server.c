// Hausaufgabe 2, Kommunikationsnetze, Jonas Schreiber
//
// Multithreading braucht man, weil der Server auf zwei Clients gleichzeitig warten muss. recv() haelt das
// Programm an, ohne zweiten Thread wuerde der zweite Client so lange nicht gehoert.

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <pthread.h>
#include <sys/socket.h>
#include <netinet/in.h>
#include "gemeinsam.h"

// von beiden Threads benutzt
char erste_nachricht[PUFFER];
int anzahl = 0;
pthread_mutex_t mtx = PTHREAD_MUTEX_INITIALIZER;

void *client_thread(void *p)
{
    int sock = (int)(long)p;
    char puf[PUFFER];
    char antwort[3 * PUFFER];
    memset(puf, 0, sizeof(puf));
    recv(sock, puf, PUFFER - 1, 0);
    printf("Empfangen: %s\n", puf);

    pthread_mutex_lock(&mtx);
    anzahl++;
    if (anzahl == 1) {
        // wir sind erster, merken
        strcpy(erste_nachricht, puf);
    } else {
        // wir sind zweiter, jetzt steht die Reihenfolge fest -> Antwort schicken
        sprintf(antwort, "%s received before %s", erste_nachricht, puf);
        send(sock, antwort, strlen(antwort), 0);
        printf("Gesendet: %s\n", antwort);
    }
    pthread_mutex_unlock(&mtx);
    return NULL;
}

int main()
{
    int s = socket(AF_INET, SOCK_STREAM, 0);
    int an = 1;
    setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &an, sizeof(an));
    struct sockaddr_in adr;
    memset(&adr, 0, sizeof(adr));
    adr.sin_family = AF_INET;
    adr.sin_addr.s_addr = INADDR_ANY;
    adr.sin_port = htons(SERVER_PORT);
    if (bind(s, (struct sockaddr *)&adr, sizeof(adr)) != 0) {
        perror("bind");
        return 1;
    }
    listen(s, 2);
    printf("Server laeuft\n");

    // beide Verbindungen annehmen
    int a = accept(s, NULL, NULL);
    printf("1. Client da\n");
    int b = accept(s, NULL, NULL);
    printf("2. Client da\n");

    // Threads starten
    pthread_t t1, t2;
    pthread_create(&t1, NULL, client_thread, (void *)(long)a);
    pthread_create(&t2, NULL, client_thread, (void *)(long)b);
    pthread_join(t1, NULL);
    pthread_join(t2, NULL);

    close(a);
    close(b);
    close(s);
    return 0;
}
