// erster Versuch, NICHT bewerten! (nur ein Client, noch ohne Threads)
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <sys/socket.h>
#include <netinet/in.h>
int main()
{
    int s = socket(AF_INET, SOCK_STREAM, 0);
    struct sockaddr_in adr = {0};
    adr.sin_family = AF_INET;
    adr.sin_port = htons(5432);
    bind(s, (struct sockaddr *)&adr, sizeof(adr));
    listen(s, 1);
    int c = accept(s, NULL, NULL);
    char puf[128] = {0};
    recv(c, puf, 127, 0);
    printf("%s\n", puf);
    send(c, "ok", 2, 0);
    close(c);
}
