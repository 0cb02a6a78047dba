#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <netdb.h>
#include <sys/socket.h>

int main(int argc, char **argv)
{
    struct addrinfo h = { .ai_family = AF_INET, .ai_socktype = SOCK_STREAM }, *r;
    char m[200];
    int n;
    if (argc < 4) { fprintf(stderr, "%s host letter name [delay]\n", argv[0]); return 2; }
    if (getaddrinfo(argv[1], "6311", &h, &r)) return 1;
    int s = socket(r->ai_family, r->ai_socktype, 0);
    if (connect(s, r->ai_addr, r->ai_addrlen)) { perror("connect"); return 1; }
    if (argc > 4) sleep(atoi(argv[4]));
    snprintf(m, sizeof m, "%s: %s", argv[2], argv[3]);
    write(s, m, strlen(m));
    n = read(s, m, sizeof m - 1);
    m[n > 0 ? n : 0] = 0;
    puts(m);
    return 0;
}
