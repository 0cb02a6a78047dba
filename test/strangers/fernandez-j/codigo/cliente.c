/* cliente.c - el mismo programa para X y para Y. El servidor decide la letra. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <arpa/inet.h>

int main(int argc, char *argv[])
{
    char linea[256], resp[1024];
    struct sockaddr_in dir = { .sin_family = AF_INET, .sin_port = htons(6000) };
    const char *ip = argc > 1 ? argv[1] : "10.0.0.1";
    int s = socket(AF_INET, SOCK_STREAM, 0);

    inet_pton(AF_INET, ip, &dir.sin_addr);
    if (connect(s, (struct sockaddr *)&dir, sizeof dir) < 0) { perror("connect"); return 1; }

    /* pedir el mensaje por teclado */
    printf("Mensaje: ");
    fflush(stdout);
    if (!fgets(linea, sizeof linea, stdin)) return 1;
    linea[strcspn(linea, "\n")] = '\0';

    write(s, linea, strlen(linea));
    printf("Enviado: %s\n", linea);

    /* esperar la respuesta del servidor */
    ssize_t n = read(s, resp, sizeof resp - 1);
    if (n < 0) n = 0;
    resp[n] = '\0';
    printf("Servidor: %s\n", resp);
    close(s);
    return 0;
}
