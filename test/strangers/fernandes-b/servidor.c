/*
 * servidor.c - CST311 Assignment 2
 * Dupla: Paulo Fernandes, Beatriz Lima
 *
 * Por que usar multithreading:
 *   recv() bloqueia. Se o servidor tivesse uma thread so, ele teria que escolher um cliente
 *   para ler primeiro, e a ordem das mensagens seria sempre a ordem dessa escolha (por
 *   exemplo a ordem de conexao) e nao a ordem de chegada. Com uma thread por cliente os dois
 *   recv() esperam ao mesmo tempo. As threads escrevem no vetor "ordem" protegido por mutex.
 *
 * compilar: make        rodar: ./servidor 8888
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <pthread.h>
#include <signal.h>
#include <sys/socket.h>
#include <netinet/in.h>
#include <arpa/inet.h>

#define TAM 512

static int fd[2];                 /* sockets dos clientes */
static char ordem[2][TAM];        /* mensagens na ordem de chegada */
static int chegaram = 0;
static pthread_mutex_t mtx = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t cond = PTHREAD_COND_INITIALIZER;

/* le uma linha do socket (sem o \n). devolve -1 se o cliente fechou */
static int le_linha(int s, char *buf, int max)
{
    int n = 0;
    char c;
    while (n < max - 1) {
        int r = recv(s, &c, 1, 0);
        if (r <= 0)
            return -1;
        if (c == '\n')
            break;
        buf[n++] = c;
    }
    buf[n] = '\0';
    return n;
}

/* manda uma linha */
static void manda(int s, const char *txt)
{
    char b[3 * TAM];
    snprintf(b, sizeof b, "%s\n", txt);
    send(s, b, strlen(b), MSG_NOSIGNAL);
}

/* thread de cada cliente; arg = 0 ou 1 */
static void *cliente(void *arg)
{
    int eu = *(int *)arg;
    int outro = 1 - eu;
    char buf[TAM], resp[3 * TAM], letra;

    /* primeira mensagem, "X: Alice" */
    if (le_linha(fd[eu], buf, TAM) < 0)
        exit(1);
    letra = buf[0];

    pthread_mutex_lock(&mtx);
    strcpy(ordem[chegaram], buf);
    chegaram++;
    printf("recebido: %s\n", buf);
    if (chegaram == 2)
        pthread_cond_broadcast(&cond);
    while (chegaram < 2)
        pthread_cond_wait(&cond, &mtx);
    /* cada thread responde ao seu cliente */
    snprintf(resp, sizeof resp, "%s received before %s", ordem[0], ordem[1]);
    manda(fd[eu], resp);
    printf("enviado para %c: %s\n", letra, resp);
    pthread_mutex_unlock(&mtx);

    /* extra credit: repassa tudo para o outro ate o Bye */
    while (le_linha(fd[eu], buf, TAM) >= 0) {
        printf("recebido de %c: %s\n", letra, buf);
        snprintf(resp, sizeof resp, "%c: %s", letra, buf);
        manda(fd[outro], resp);
        printf("repassado: %s\n", resp);
        if (strcmp(buf, "Bye") == 0)
            break;
    }
    /* acorda a outra thread tambem */
    shutdown(fd[0], SHUT_RDWR);
    shutdown(fd[1], SHUT_RDWR);
    return NULL;
}

int main(int argc, char **argv)
{
    struct sockaddr_in end;
    pthread_t t[2];
    int id[2] = {0, 1};
    int s, i, um = 1;

    if (argc < 2) {
        printf("uso: %s porta\n", argv[0]);
        return 1;
    }
    setbuf(stdout, NULL);
    s = socket(AF_INET, SOCK_STREAM, 0);
    setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &um, sizeof um);
    memset(&end, 0, sizeof end);
    end.sin_family = AF_INET;
    end.sin_addr.s_addr = INADDR_ANY;
    end.sin_port = htons(atoi(argv[1]));
    if (bind(s, (struct sockaddr *)&end, sizeof end) < 0) {
        perror("bind");
        return 1;
    }
    listen(s, 2);
    printf("servidor na porta %s\n", argv[1]);

    /* primeiro aceita os dois */
    for (i = 0; i < 2; i++) {
        fd[i] = accept(s, NULL, NULL);
        printf("cliente %d conectado\n", i + 1);
    }
    /* depois le, uma thread para cada */
    for (i = 0; i < 2; i++)
        pthread_create(&t[i], NULL, cliente, &id[i]);
    for (i = 0; i < 2; i++)
        pthread_join(t[i], NULL);
    close(fd[0]);
    close(fd[1]);
    close(s);
    printf("fim\n");
    return 0;
}
