/* CST 311 PA2, S. Ramanathan
 *
 * Why is multithreading needed? The server must serve client X and client Y
 * concurrently. recv() is a blocking call, hence one thread can only wait for one
 * client; with 2 threads the server receives from whichever client is first.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <pthread.h>
#include <arpa/inet.h>
#include <sys/socket.h>

#define SERVER_PORT 5432
#define MAX_LINE 256

/* global data shared by the threads */
char order[2][MAX_LINE];
int count = 0;
pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
int new_s; /* socket of the client */

/* thread function: receive one message, note its place */
void *receive_msg(void *arg)
{
	int s = *(int *)arg;
	char buf[MAX_LINE];
	int len = recv(s, buf, sizeof(buf) - 1, 0);
	if (len < 0) len = 0;
	buf[len] = '\0';
	pthread_mutex_lock(&lock);
	strcpy(order[count], buf);
	count++;
	printf("Server received: %s\n", buf);
	fflush(stdout);
	pthread_mutex_unlock(&lock);
	return NULL;
}

int main(void)
{
	struct sockaddr_in sin;
	char reply[3 * MAX_LINE];
	int s, i, on = 1;
	int clients[2];
	pthread_t tid[2];

	/* passive open */
	if ((s = socket(PF_INET, SOCK_STREAM, 0)) < 0) {
		perror("simplex-talk: socket");
		exit(1);
	}
	setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
	memset(&sin, 0, sizeof(sin));
	sin.sin_family = AF_INET;
	sin.sin_addr.s_addr = INADDR_ANY;
	sin.sin_port = htons(SERVER_PORT);
	if (bind(s, (struct sockaddr *)&sin, sizeof(sin)) < 0) {
		perror("simplex-talk: bind");
		exit(1);
	}
	listen(s, 5);
	printf("Server waiting for 2 clients\n");

	/* accept both clients */
	for (i = 0; i < 2; i++) {
		new_s = accept(s, NULL, NULL);
		clients[i] = new_s;
		printf("Client %d connected\n", i + 1);
		fflush(stdout);
	}

	/* now start the threads */
	for (i = 0; i < 2; i++)
		pthread_create(&tid[i], NULL, receive_msg, &clients[i]);
	for (i = 0; i < 2; i++)
		pthread_join(tid[i], NULL);

	/* send the acknowledgement */
	snprintf(reply, sizeof(reply), "%s received before %s", order[0], order[1]);
	for (i = 0; i < 2; i++) {
		send(new_s, reply, strlen(reply) + 1, 0);
		printf("Server sent: %s\n", reply);
	}
	close(clients[0]);
	close(clients[1]);
	close(s);
	return 0;
}
