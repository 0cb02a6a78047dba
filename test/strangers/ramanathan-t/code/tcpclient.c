/* client, LETTER and NAME come from the Makefile */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <netdb.h>
#include <arpa/inet.h>
#include <sys/socket.h>

#define SERVER_PORT 5432

int main(int argc, char *argv[])
{
	struct sockaddr_in sin;
	char buf[1024];
	char *host = "10.0.0.1";
	int s, len;

	if (argc == 2)
		host = argv[1];
	/* active open */
	s = socket(PF_INET, SOCK_STREAM, 0);
	memset(&sin, 0, sizeof(sin));
	sin.sin_family = AF_INET;
	sin.sin_port = htons(SERVER_PORT);
	sin.sin_addr.s_addr = inet_addr(host);
	if (connect(s, (struct sockaddr *)&sin, sizeof(sin)) < 0) {
		perror("simplex-talk: connect");
		exit(1);
	}
	/* send the message */
	snprintf(buf, sizeof(buf), "%s: %s", LETTER, NAME);
	send(s, buf, strlen(buf), 0);
	printf("Client %s sent: %s\n", LETTER, buf);
	/* wait for reply of the server */
	len = recv(s, buf, sizeof(buf) - 1, 0);
	if (len > 0) {
		buf[len] = '\0';
		printf("Client %s received: %s\n", LETTER, buf);
	}
	close(s);
	return 0;
}
