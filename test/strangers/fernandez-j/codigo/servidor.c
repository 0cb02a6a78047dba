/***************************************************************
 * servidor.c    -  Tarea 2, CST 311       Ines Fernandez
 *
 * ¿Por que hilos?  / Why threads?
 * A thread for each client is required since read() is blocking; with one single thread the
 * server would be waiting for the client X and could not receive the message from Y
 * even if Y wrote earlier. The threads share the array orden[] protected with a mutex.
 ***************************************************************/
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <pthread.h>
#include <arpa/inet.h>

#define PUERTO 6000
#define MAX    256

typedef struct {
    int  fd;
    char letra;
    char texto[MAX];
} Cliente;

static Cliente cliente[2];
static Cliente *orden[2];             /* punteros en orden de llegada */
static int conectados = 0, llegados = 0;
static pthread_mutex_t mtx = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t  todos_conectados = PTHREAD_COND_INITIALIZER;
static pthread_cond_t  todos_llegados   = PTHREAD_COND_INITIALIZER;

static void *atender(void *arg)
{
    Cliente *c = arg;
    char respuesta[3 * MAX];
    ssize_t n;

    /* esperar hasta que los dos esten conectados */
    pthread_mutex_lock(&mtx);
    while (conectados < 2)
        pthread_cond_wait(&todos_conectados, &mtx);
    pthread_mutex_unlock(&mtx);

    /* recibir fuera del mutex, si no el otro hilo se queda parado */
    n = read(c->fd, c->texto, MAX - 1);
    if (n < 0) n = 0;
    c->texto[n] = '\0';

    pthread_mutex_lock(&mtx);
    orden[llegados++] = c;
    printf("Mensaje recibido de %c: %s\n", c->letra, c->texto);
    if (llegados == 2)
        pthread_cond_broadcast(&todos_llegados);
    while (llegados < 2)
        pthread_cond_wait(&todos_llegados, &mtx);
    pthread_mutex_unlock(&mtx);

    /* respuesta, la misma para ambos */
    snprintf(respuesta, sizeof respuesta, "%c: %s received before %c: %s",
             orden[0]->letra, orden[0]->texto, orden[1]->letra, orden[1]->texto);
    write(c->fd, respuesta, strlen(respuesta) + 1);
    printf("Enviado a %c: %s\n", c->letra, respuesta);
    close(c->fd);
    return NULL;
}

int main(void)
{
    pthread_t hilo[2];
    int uno = 1;
    struct sockaddr_in dir = { .sin_family = AF_INET, .sin_port = htons(PUERTO) };
    int escucha = socket(AF_INET, SOCK_STREAM, 0);

    setsockopt(escucha, SOL_SOCKET, SO_REUSEADDR, &uno, sizeof uno);
    if (bind(escucha, (struct sockaddr *)&dir, sizeof dir) || listen(escucha, 5)) {
        perror("servidor");
        return 1;
    }
    printf("Servidor listo, puerto %d\n", PUERTO);

    for (int i = 0; i < 2; i++) {
        cliente[i].fd = accept(escucha, NULL, NULL);
        cliente[i].letra = "XY"[i];          /* el primero es X, el segundo es Y */
        printf("Cliente %c conectado\n", cliente[i].letra);
        pthread_create(&hilo[i], NULL, atender, &cliente[i]);

        pthread_mutex_lock(&mtx);
        if (++conectados == 2)
            pthread_cond_broadcast(&todos_conectados);
        pthread_mutex_unlock(&mtx);
    }
    for (int i = 0; i < 2; i++)
        pthread_join(hilo[i], NULL);
    return 0;
}
