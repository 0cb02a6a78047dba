/* cli.c - ./cli X 10.0.0.1
 * Two processes again: the child prints what comes, the parent reads the keyboard. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <netinet/in.h>
#include <arpa/inet.h>
#include "proto.h"

int main(int argc, char **argv)
{
	struct sockaddr_in a = { 0 };
	struct pkt p;
	int s;
	pid_t k, parent = getpid();

	if (argc < 3) { fprintf(stderr, "%s X|Y address\n", argv[0]); return 1; }
	setvbuf(stdout, NULL, _IOLBF, 0);
	s = socket(AF_INET, SOCK_STREAM, 0);
	a.sin_family = AF_INET;
	a.sin_port = htons(PORT);
	inet_pton(AF_INET, argv[2], &a.sin_addr);
	if (connect(s, (void *)&a, sizeof a) < 0) { perror("connect"); return 1; }
	puts("connected; type");

	if ((k = fork()) == 0) {
		while (recv(s, &p, sizeof p, MSG_WAITALL) == sizeof p) {
			if (p.who == 'S') printf("server: %s\n", p.txt);
			else              printf("%c says: %s\n", p.who, p.txt);
		}
		puts("server hung up");
		fflush(stdout);
		kill(parent, SIGTERM);          /* parent sits in fgets */
		_exit(0);
	}
	for (;;) {
		memset(&p, 0, sizeof p);
		p.who = argv[1][0];
		if (!fgets(p.txt, TXT, stdin)) break;
		p.txt[strcspn(p.txt, "\n")] = 0;
		if (!p.txt[0]) continue;
		send(s, &p, sizeof p, MSG_NOSIGNAL);
		printf("I (%c) say: %s\n", p.who, p.txt);
	}
	waitpid(k, NULL, 0);
	return 0;
}
