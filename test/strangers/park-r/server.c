/* CST 311 HW2 - Jisoo Park
 *
 * Why multithreading (I use processes, same idea): read() on a socket blocks, so with only one line of
 * execution the server can wait for just one client at a time and can't tell who really was first.
 * With one worker per client both are waited for at the same time. Processes don't share memory, so my
 * "way to share data" is a pipe: every child writes its message in the pipe and the parent reads it, what
 * comes out first was written first (writes < PIPE_BUF are atomic).
 *
 * gcc -o server server.c && ./server 4433
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <netinet/in.h>
#include <arpa/inet.h>
#include <sys/wait.h>

#define MSGLEN 64            /* every message is exactly 64 bytes, padded with 0 */

struct note {                /* what goes through the pipe */
	int  who;                /* 0 or 1, index in conn[] */
	char text[MSGLEN];
};

static int readn(int fd, void *p, int n)
{
	int got = 0;
	while (got < n) {
		int r = read(fd, (char *)p + got, n - got);
		if (r <= 0)
			return r;
		got += r;
	}
	return got;
}

int main(int argc, char *argv[])
{
	int lfd, conn[2], pfd[2], i, one = 1;
	struct sockaddr_in sa, ca;
	socklen_t len;
	struct note n[2];
	char ack[256];

	if (argc != 2) {
		fprintf(stderr, "usage: server port\n");
		return 1;
	}
	setbuf(stdout, NULL);    /* else the children print the parent's stuff again */

	lfd = socket(AF_INET, SOCK_STREAM, 0);
	setsockopt(lfd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
	memset(&sa, 0, sizeof sa);
	sa.sin_family = AF_INET;
	sa.sin_addr.s_addr = htonl(INADDR_ANY);
	sa.sin_port = htons(atoi(argv[1]));
	if (bind(lfd, (struct sockaddr *)&sa, sizeof sa) || listen(lfd, 5)) {
		perror("server");
		return 1;
	}

	/* both in before anything is read */
	for (i = 0; i < 2; i++) {
		len = sizeof ca;
		conn[i] = accept(lfd, (struct sockaddr *)&ca, &len);
		printf("accepted %s\n", inet_ntoa(ca.sin_addr));
	}

	pipe(pfd);
	for (i = 0; i < 2; i++) {
		if (fork() == 0) {
			/* child: read one message, hand it to the parent, go */
			struct note me;
			me.who = i;
			if (readn(conn[i], me.text, MSGLEN) != MSGLEN)
				_exit(1);
			write(pfd[1], &me, sizeof me);
			_exit(0);
		}
	}

	/* parent: first out of the pipe = first */
	for (i = 0; i < 2; i++) {
		readn(pfd[0], &n[i], sizeof n[i]);
		printf("message received: %s\n", n[i].text);
	}

	/* texts are already "X: Alice" */
	memset(ack, 0, sizeof ack);
	snprintf(ack, sizeof ack, "%s received before %s", n[0].text, n[1].text);
	for (i = 0; i < 2; i++) {
		write(conn[i], ack, strlen(ack) + 1);
		close(conn[i]);
	}
	printf("ack sent to both: %s\n", ack);
	while (wait(NULL) > 0)
		;
	return 0;
}
