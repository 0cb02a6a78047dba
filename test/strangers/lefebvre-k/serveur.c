/*
 * serveur.c  -  TP 2  -  Amélie Lefebvre
 *
 * Pourquoi plusieurs fils d'exécution (threads) ?
 * read() est bloquant. Avec un seul fil, le serveur devrait choisir quel client il lit
 * en premier et l'ordre serait décidé par le programme. Avec un fil par client,
 * chacun attend de son côté et l'ordre est celui de l'arrivée des messages. Les fils
 * partagent un tableau protégé par un mutex.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <pthread.h>
#include <arpa/inet.h>
#include <sys/socket.h>

#define PORT_PAR_DEFAUT 4242
#define TAILLE 256

/* données partagées */
static char arrivees[2][TAILLE];
static int nb_arrivees = 0;
static pthread_mutex_t verrou = PTHREAD_MUTEX_INITIALIZER;

/* lit jusqu'à la fin de la ligne */
static int lire_ligne(int fd, char *tampon, int max)
{
    int n = 0;
    char c;
    while (n < max - 1 && read(fd, &c, 1) == 1 && c != '\n')
        tampon[n++] = c;
    tampon[n] = 0;
    return n;
}

/* le travail d'un fil : recevoir un message et le ranger à la suite */
static void *ecouter(void *arg)
{
    int fd = *(int *)arg;
    char ligne[TAILLE];
    lire_ligne(fd, ligne, TAILLE);
    pthread_mutex_lock(&verrou);
    strcpy(arrivees[nb_arrivees++], ligne);
    printf("Reçu (n° %d) : %s\n", nb_arrivees, ligne);
    fflush(stdout);
    pthread_mutex_unlock(&verrou);
    return NULL;
}

int main(int argc, char **argv)
{
    int port = argc > 1 ? atoi(argv[1]) : PORT_PAR_DEFAUT;
    int client[2], i, oui = 1;
    pthread_t fil[2];
    char reponse[2 * TAILLE + 32];
    struct sockaddr_in adr = {0};

    int ecoute = socket(AF_INET, SOCK_STREAM, 0);
    setsockopt(ecoute, SOL_SOCKET, SO_REUSEADDR, &oui, sizeof oui);
    adr.sin_family = AF_INET;
    adr.sin_port = htons(port);
    adr.sin_addr.s_addr = INADDR_ANY;
    if (bind(ecoute, (struct sockaddr *)&adr, sizeof adr) < 0) { perror("bind"); return 1; }
    listen(ecoute, 2);
    printf("Serveur sur le port %d\n", port);

    /* d'abord les deux connexions... */
    for (i = 0; i < 2; i++) {
        client[i] = accept(ecoute, NULL, NULL);
        printf("Client %d connecté\n", i + 1);
        fflush(stdout);
    }
    /* ...ensuite seulement les messages */
    for (i = 0; i < 2; i++)
        pthread_create(&fil[i], NULL, ecouter, &client[i]);
    for (i = 0; i < 2; i++)
        pthread_join(fil[i], NULL);

    snprintf(reponse, sizeof reponse, "%s received before %s\n", arrivees[0], arrivees[1]);
    for (i = 0; i < 2; i++) {
        write(client[i], reponse, strlen(reponse));
        printf("Envoyé au client %d : %s", i + 1, reponse);
        close(client[i]);
    }
    close(ecoute);
    return 0;
}
