/*
 * Practica 2 - Redes - Mateo Gutierrez
 *
 * Por que hacen falta hilos: recv() deja bloqueado al que lo llama. Si el servidor tuviera un unico hilo
 * leeria siempre antes de un cliente fijo, y el orden de la respuesta seria el de la lectura y no el de la
 * llegada. Con un hilo por cliente los dos recv() estan activos a la vez. El orden se guarda en variables
 * globales (llegados[], n_llegados) protegidas con un mutex, y con la condicion se espera al segundo mensaje.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <pthread.h>
#include <arpa/inet.h>
#include <sys/socket.h>

#define TAM 256

/* datos compartidos */
static char llegados[2][TAM];
static int n_llegados = 0;
static pthread_mutex_t cerrojo = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t  dos_mensajes = PTHREAD_COND_INITIALIZER;

/* lee hasta el salto de linea */
static int leer_linea(int fd, char *buf, int max)
{
    int i = 0;
    char c;
    while (i < max - 1) {
        if (recv(fd, &c, 1, 0) <= 0) return -1;
        if (c == '\n') break;
        buf[i++] = c;
    }
    buf[i] = '\0';
    return i;
}

static void *atender(void *arg)
{
    int fd = *(int *)arg;
    char linea[TAM], respuesta[3 * TAM];

    if (leer_linea(fd, linea, TAM) < 0) {
        fprintf(stderr, "el cliente se fue sin decir nada\n");
        exit(1);
    }

    pthread_mutex_lock(&cerrojo);
    strcpy(llegados[n_llegados++], linea);
    printf("Recibido (%d): %s\n", n_llegados, linea);
    if (n_llegados == 2)
        pthread_cond_broadcast(&dos_mensajes);   /* despierta al otro hilo */
    while (n_llegados < 2)
        pthread_cond_wait(&dos_mensajes, &cerrojo);
    pthread_mutex_unlock(&cerrojo);

    /* la misma respuesta sale por los dos hilos */
    snprintf(respuesta, sizeof respuesta, "%s recibido antes que %s\n", llegados[0], llegados[1]);
    send(fd, respuesta, strlen(respuesta), 0);
    printf("Enviado: %s", respuesta);
    close(fd);
    return NULL;
}

int main(int argc, char **argv)
{
    int puerto = argc > 1 ? atoi(argv[1]) : 9034;
    int escucha = socket(AF_INET, SOCK_STREAM, 0), uno = 1, fds[2];
    struct sockaddr_in dir = { .sin_family = AF_INET, .sin_port = htons(puerto), .sin_addr.s_addr = INADDR_ANY };
    pthread_t hilos[2];

    setvbuf(stdout, NULL, _IOLBF, 0);
    setsockopt(escucha, SOL_SOCKET, SO_REUSEADDR, &uno, sizeof uno);
    if (bind(escucha, (struct sockaddr *)&dir, sizeof dir) < 0) { perror("bind"); return 1; }
    listen(escucha, 2);
    printf("Servidor esperando en el puerto %d\n", puerto);

    /* primero se aceptan los dos clientes */
    for (int i = 0; i < 2; i++) {
        fds[i] = accept(escucha, NULL, NULL);
        printf("Cliente %d conectado\n", i + 1);
    }
    /* y despues se empieza a leer */
    for (int i = 0; i < 2; i++) pthread_create(&hilos[i], NULL, atender, &fds[i]);
    for (int i = 0; i < 2; i++) pthread_join(hilos[i], NULL);
    close(escucha);
    return 0;
}
