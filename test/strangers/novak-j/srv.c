/* srv.c                                              P. Novak, CST311
 *
 * Why multithreading (I fork, processes are threads with manners):
 * read() on a socket sleeps until *this* client says something. One flow of control can sleep only
 * in one read(), so if it sleeps on X it does not hear that Y was faster. Hence one child
 * for each client. They share data through one pipe: a write of less than PIPE_BUF is
 * atomic, so the packets stand in the pipe in the order in which they came, and
 * the parent, the only one who decides anything, reads them from there.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <netinet/in.h>
#include "proto.h"

struct note { int idx; int n; struct pkt p; };   /* what a child writes in the pipe */

static void die(const char *s) { perror(s); exit(1); }

/* child: socket -> pipe until the client is gone */
static void child(int fd, int idx, int pipew)
{
	struct note t;
	memset(&t, 0, sizeof t);
	t.idx = idx;
	for (;;) {
		t.n = recv(fd, &t.p, sizeof t.p, MSG_WAITALL);
		if (write(pipew, &t, sizeof t) < 0) exit(1);
		if (t.n <= 0) exit(0);
	}
}

static void put(int fd, char who, const char *txt)
{
	struct pkt p;
	memset(&p, 0, sizeof p);
	p.who = who;
	snprintf(p.txt, TXT, "%s", txt);
	send(fd, &p, sizeof p, MSG_NOSIGNAL);
	printf("send to fd %d: (%c) %s\n", fd, who, p.txt);
}

int main(void)
{
	int l, c[2], pp[2], i, one = 1, have = 0;
	struct sockaddr_in a = { 0 };
	struct note t;
	struct pkt first[2];
	int seen[2] = { 0, 0 };
	pid_t kid[2];

	setvbuf(stdout, NULL, _IOLBF, 0);
	l = socket(AF_INET, SOCK_STREAM, 0);
	setsockopt(l, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
	a.sin_family = AF_INET;
	a.sin_port = htons(PORT);
	a.sin_addr.s_addr = INADDR_ANY;
	if (bind(l, (void *)&a, sizeof a) < 0) die("bind");
	listen(l, 2);
	if (pipe(pp) < 0) die("pipe");

	/* first both connections ... */
	for (i = 0; i < 2; i++) {
		c[i] = accept(l, NULL, NULL);
		if (c[i] < 0) die("accept");
		printf("client no. %d on fd %d\n", i + 1, c[i]);
	}
	close(l);
	/* ... then the children, who read */
	for (i = 0; i < 2; i++)
		if ((kid[i] = fork()) == 0)
			child(c[i], i, pp[1]);

	while (read(pp[0], &t, sizeof t) == sizeof t) {
		if (t.n <= 0) break;                    /* somebody hung up */
		t.p.txt[TXT - 1] = 0;
		printf("got from %c: %s\n", t.p.who, t.p.txt);
		if (!seen[t.idx]) {                     /* opening message */
			seen[t.idx] = 1;
			first[have++] = t.p;
			if (have == 2) {
				char s[2 * TXT + 40];
				snprintf(s, sizeof s, "%c: %s received before %c: %s",
					first[0].who, first[0].txt, first[1].who, first[1].txt);
				put(c[0], 'S', s);
				put(c[1], 'S', s);
			}
			continue;
		}
		put(c[!t.idx], t.p.who, t.p.txt);       /* chat */
		if (!strcmp(t.p.txt, "Bye")) break;
	}
	for (i = 0; i < 2; i++) {
		shutdown(c[i], SHUT_RDWR);
		kill(kid[i], SIGTERM);
		waitpid(kid[i], NULL, 0);
	}
	puts("bye.");
	return 0;
}
