/* gcc -o client client.c
 * ./client 10.0.0.1 4433 X Alice 12
 * ./client 10.0.0.1 4433 Y Bob 4
 *
 * last number: seconds to wait between connecting and sending, so one can connect first and
 * still send last (start the two within a few seconds).
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <netdb.h>

int main(int argc, char *argv[])
{
	struct addrinfo hints, *ai;
	char msg[64], reply[256];
	int fd, n, total = 0;

	if (argc != 6) {
		fprintf(stderr, "usage: client host port letter message seconds\n");
		return 1;
	}
	memset(&hints, 0, sizeof hints);
	hints.ai_family = AF_INET;
	hints.ai_socktype = SOCK_STREAM;   /* TCP */
	if (getaddrinfo(argv[1], argv[2], &hints, &ai)) {
		fprintf(stderr, "no such host\n");
		return 1;
	}
	fd = socket(ai->ai_family, ai->ai_socktype, 0);
	if (connect(fd, ai->ai_addr, ai->ai_addrlen)) {
		perror("connect");
		return 1;
	}

	printf("connected, sending in %s s\n", argv[5]);
	fflush(stdout);
	sleep(atoi(argv[5]));

	/* fixed size message */
	memset(msg, 0, sizeof msg);
	snprintf(msg, sizeof msg, "%s: %s", argv[3], argv[4]);
	write(fd, msg, sizeof msg);
	printf("sent     %s\n", msg);

	/* reply ends when the server closes */
	while ((n = read(fd, reply + total, sizeof reply - total)) > 0)
		total += n;
	printf("received %s\n", reply);
	return 0;
}
