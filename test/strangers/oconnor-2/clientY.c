/* Assignment 2 client Y - Sean O'Connor
 * compile: gcc clientY.c -o clientY
 */
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <arpa/inet.h>
#include <sys/socket.h>

#define PORT 8080

int main()
{
    int s;
    struct sockaddr_in a;
    char name[80], msg[100], buf[300] = {0};

    s = socket(AF_INET, SOCK_STREAM, 0);
    a.sin_family = AF_INET;
    a.sin_port = htons(PORT);
    inet_pton(AF_INET, "10.0.0.1", &a.sin_addr);
    /* connect to the server */
    if (connect(s, (struct sockaddr *)&a, sizeof(a)) < 0) {
        printf("Connection failed\n");
        return -1;
    }
    /* ask the name */
    printf("Enter name: ");
    fflush(stdout);
    scanf("%79s", name);
    sprintf(msg, "Y: %s", name);
    send(s, msg, strlen(msg), 0);
    printf("Sent: %s\n", msg);
    /* answer */
    recv(s, buf, 299, 0);
    printf("Server answered: %s\n", buf);
    close(s);
    return 0;
}
