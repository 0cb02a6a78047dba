/* client.c - TP 2 - usage : ./clientX [adresse] [port]
 * La lettre du client est celle du nom du programme (dernier caractère) :
 * le Makefile fait clientX et clientY de la même source. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <arpa/inet.h>
#include <sys/socket.h>

int main(int argc, char **argv)
{
    char lettre = argv[0][strlen(argv[0]) - 1];
    const char *adresse = argc > 1 ? argv[1] : "10.0.0.1";
    int port = argc > 2 ? atoi(argv[2]) : 4242;
    char nom[100], message[128], reponse[600];
    struct sockaddr_in adr = {0};
    int n, total = 0;

    int s = socket(AF_INET, SOCK_STREAM, 0);
    adr.sin_family = AF_INET;
    adr.sin_port = htons(port);
    inet_pton(AF_INET, adresse, &adr.sin_addr);
    if (connect(s, (struct sockaddr *)&adr, sizeof adr) < 0) { perror("connect"); return 1; }

    /* demander le nom au clavier */
    printf("Client %c, entrez le message : ", lettre);
    fflush(stdout);
    if (!fgets(nom, sizeof nom, stdin)) return 1;
    nom[strcspn(nom, "\n")] = 0;

    snprintf(message, sizeof message, "%c: %s\n", lettre, nom);
    write(s, message, strlen(message));
    printf("Envoyé : %s", message);

    /* lire la réponse jusqu'à ce que le serveur ferme */
    while ((n = read(s, reponse + total, sizeof reponse - 1 - total)) > 0) total += n;
    reponse[total] = 0;
    printf("Reçu du serveur : %s", reponse);
    close(s);
    return 0;
}
