// Petra Novak
// compile: gcc pa2client.c -o pa2client
// start X first and then Y

#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <arpa/inet.h>
#include <sys/socket.h>

int main() {
    int s = socket(AF_INET, SOCK_STREAM, 0);
    struct sockaddr_in a;
    a.sin_family = AF_INET;
    a.sin_port = htons(3333);
    a.sin_addr.s_addr = inet_addr("10.0.0.1");
    if (connect(s, (struct sockaddr*)&a, sizeof(a)) != 0) { printf("no server\n"); return 1; }
    char name[100];
    printf("Enter name: ");
    fflush(stdout);
    scanf("%99s", name);
    write(s, name, strlen(name));
    printf("sent: %s\n", name);
    char in[300] = "";
    read(s, in, 299);
    printf("received: %s\n", in);
    close(s);
    return 0;
}
