/*
    C socket server example, handles multiple clients using threads
    Compile
    gcc tcp_server.c -lpthread -o server

    Rami Haddad: Multithreading is needed so that the server can be waiting for
    the message of client X and for the message of client Y simultaneously,
    because recv is blocking. The threads share data by global variables.
*/

#include<stdio.h>
#include<string.h>	//strlen
#include<stdlib.h>	//strlen
#include<sys/socket.h>
#include<arpa/inet.h>	//inet_addr
#include<unistd.h>	//write
#include<pthread.h> //for threading , link with lpthread

//shared data of the threads
char client_message[2000];
char *messages[2];		//messages in order
char names[2];			//X or Y in order
int count = 0;
pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

/*
 * This will handle connection for each client
 * */
void *connection_handler(void *socket_desc)
{
	//Get the socket descriptor
	int sock = *(int*)socket_desc;
	int read_size;

	//Receive a message from client, first char is the name
	read_size = recv(sock , client_message , 1999 , 0);
	if(read_size <= 0)
	{
		perror("recv failed");
		return 0;
	}
	//end of string marker
	client_message[read_size] = '\0';

	//lock so that not both threads write at the same time
	pthread_mutex_lock(&lock);
	names[count] = client_message[0];
	messages[count] = client_message + 1;
	printf("Message of client %c: %s\n", names[count], messages[count]);
	count++;
	pthread_mutex_unlock(&lock);

	return 0;
}

int main(int argc , char *argv[])
{
	int socket_desc , c , i , opt = 1;
	int client_sock[2];
	struct sockaddr_in server , client;
	pthread_t thread_id[2];
	char reply[5000];

	setvbuf(stdout, NULL, _IONBF, 0);

	//Create socket
	socket_desc = socket(AF_INET , SOCK_STREAM , 0);
	if (socket_desc == -1)
	{
		printf("Could not create socket");
	}
	puts("Socket created");
	setsockopt(socket_desc, SOL_SOCKET, SO_REUSEADDR, &opt, sizeof(opt));

	//Prepare the sockaddr_in structure
	server.sin_family = AF_INET;
	server.sin_addr.s_addr = INADDR_ANY;
	server.sin_port = htons( 8888 );

	//Bind
	if( bind(socket_desc,(struct sockaddr *)&server , sizeof(server)) < 0)
	{
		//print the error message
		perror("bind failed. Error");
		return 1;
	}
	puts("bind done");

	//Listen
	listen(socket_desc , 3);

	//Accept both incoming connections first
	puts("Waiting for incoming connections...");
	c = sizeof(struct sockaddr_in);
	for(i = 0; i < 2; i++)
	{
		client_sock[i] = accept(socket_desc, (struct sockaddr *)&client, (socklen_t*)&c);
		puts("Connection accepted");
	}

	//then the threads
	for(i = 0; i < 2; i++)
	{
		if( pthread_create( &thread_id[i] , NULL ,  connection_handler , (void*) &client_sock[i]) < 0)
		{
			perror("could not create thread");
			return 1;
		}
		puts("Handler assigned");
	}

	//Now join the threads , so that we dont terminate before the threads
	pthread_join( thread_id[0] , NULL);
	pthread_join( thread_id[1] , NULL);

	//Send the message back to both clients
	sprintf(reply, "%c: %s received before %c: %s", names[0], messages[0], names[1], messages[1]);
	for(i = 0; i < 2; i++)
	{
		write(client_sock[i] , reply , strlen(reply));
		printf("Reply sent: %s\n", reply);
		close(client_sock[i]);
	}
	return 0;
}
