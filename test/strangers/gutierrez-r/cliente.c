/* cliente.c
 * uso: ./cliente <X|Y> <ip del servidor> [puerto]
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <arpa/inet.h>
#include <sys/socket.h>

int main(int argc, char **argv)
{
    if (argc < 3) {
        fprintf(stderr, "uso: %s <X|Y> <ip del servidor> [puerto]\n", argv[0]);
        return 1;
    }
    int puerto = argc > 3 ? atoi(argv[3]) : 9034;
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    struct sockaddr_in dir = { .sin_family = AF_INET, .sin_port = htons(puerto) };
    inet_pton(AF_INET, argv[2], &dir.sin_addr);
    if (connect(fd, (struct sockaddr *)&dir, sizeof dir) < 0) { perror("connect"); return 1; }

    char texto[200], linea[256], resp[800];
    printf("Escribe el mensaje: ");
    fflush(stdout);
    if (!fgets(texto, sizeof texto, stdin)) return 1;
    texto[strcspn(texto, "\n")] = '\0';

    /* formato  X: texto\n  */
    snprintf(linea, sizeof linea, "%s: %s\n", argv[1], texto);
    send(fd, linea, strlen(linea), 0);
    printf("Enviado: %s", linea);

    int n = recv(fd, resp, sizeof resp - 1, 0);
    if (n > 0) { resp[n] = '\0'; printf("El servidor responde: %s", resp); }
    close(fd);
    return 0;
}
