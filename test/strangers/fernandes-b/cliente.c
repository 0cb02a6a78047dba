/*
 * cliente.c - CST311 Assignment 2
 * Dupla: Paulo Fernandes, Beatriz Lima
 * rodar: ./cliente 10.0.0.1 8888 X      (o outro com Y)
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <pthread.h>
#include <sys/socket.h>
#include <netinet/in.h>
#include <arpa/inet.h>

#define TAM 512

static int s;

/* thread que mostra o que chega do servidor */
static void *recebe(void *arg)
{
    char b[4 * TAM];
    int n;
    (void)arg;
    while ((n = recv(s, b, sizeof b - 1, 0)) > 0) {
        b[n] = '\0';
        printf("<- %s", b);
    }
    printf("servidor fechou a conexao\n");
    exit(0);
}

int main(int argc, char **argv)
{
    struct sockaddr_in end;
    pthread_t t;
    char linha[TAM - 8], b[TAM];
    int primeira = 1;

    if (argc < 4) {
        printf("uso: %s ip porta X|Y\n", argv[0]);
        return 1;
    }
    setbuf(stdout, NULL);
    s = socket(AF_INET, SOCK_STREAM, 0);
    memset(&end, 0, sizeof end);
    end.sin_family = AF_INET;
    end.sin_port = htons(atoi(argv[2]));
    inet_pton(AF_INET, argv[1], &end.sin_addr);
    if (connect(s, (struct sockaddr *)&end, sizeof end) < 0) {
        perror("connect");
        return 1;
    }
    pthread_create(&t, NULL, recebe, NULL);

    printf("digite a mensagem (depois e o chat, Bye para sair)\n");
    while (fgets(linha, sizeof linha, stdin) != NULL) {
        /* so a primeira leva a letra, o servidor guarda */
        if (primeira)
            snprintf(b, sizeof b, "%s: %s", argv[3], linha);
        else
            snprintf(b, sizeof b, "%s", linha);
        primeira = 0;
        send(s, b, strlen(b), MSG_NOSIGNAL);
        printf("-> %s", b);
    }
    /* teclado fechado: fica so ouvindo */
    pthread_join(t, NULL);
    return 0;
}
