/* A. Moreau
   Threads are needed because recv blocks and we do not know which client will send first:
   with one thread per client, the first message unblocks its thread first, and the order is
   kept in shared memory (tab, nb) under a mutex. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <pthread.h>
#include <netinet/in.h>
#include <sys/socket.h>

char tab[2][128];
int nb = 0;
pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;

void *lire(void *p)
{
    long s = (long)p;
    char b[128];
    memset(b, 0, 128);
    recv(s, b, 127, 0);
    pthread_mutex_lock(&m);
    strcpy(tab[nb], b);
    nb++;
    printf("recv %s\n", b);
    pthread_mutex_unlock(&m);
    return 0;
}

int main()
{
    struct sockaddr_in a = {0};
    int l = socket(AF_INET, SOCK_STREAM, 0), o = 1;
    setsockopt(l, SOL_SOCKET, SO_REUSEADDR, &o, sizeof(o));
    a.sin_family = AF_INET;
    a.sin_port = htons(4242);
    a.sin_addr.s_addr = INADDR_ANY;
    if (bind(l, (struct sockaddr *)&a, sizeof(a))) { perror("bind"); return 1; }
    listen(l, 5);
    long c1 = accept(l, 0, 0);
    long c2 = accept(l, 0, 0);
    pthread_t t1, t2;
    pthread_create(&t1, 0, lire, (void *)c1);
    pthread_create(&t2, 0, lire, (void *)c2);
    pthread_join(t1, 0);
    pthread_join(t2, 0);
    char r[400];
    sprintf(r, "%s received before %s", tab[0], tab[1]);
    send(c1, r, strlen(r), 0);
    send(c2, r, strlen(r), 0);
    printf("send %s\n", r);
    close(c1);
    close(c2);
    close(l);
    return 0;
}
