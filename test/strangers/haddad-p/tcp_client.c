/*
    C ECHO client example using sockets
    gcc tcp_client.c -o client     ./client X 10.0.0.1
*/
#include<stdio.h>	//printf
#include<string.h>	//strlen
#include<sys/socket.h>	//socket
#include<arpa/inet.h>	//inet_addr
#include<unistd.h>

int main(int argc , char *argv[])
{
	int sock, n;
	struct sockaddr_in server;
	char message[1000] , packet[1002], server_reply[5000];

	if(argc < 3) { puts("need name and ip"); return 1; }

	//Create socket
	sock = socket(AF_INET , SOCK_STREAM , 0);
	if (sock == -1)
	{
		printf("Could not create socket");
	}
	puts("Socket created");

	server.sin_addr.s_addr = inet_addr(argv[2]);
	server.sin_family = AF_INET;
	server.sin_port = htons( 8888 );

	//Connect to remote server
	if (connect(sock , (struct sockaddr *)&server , sizeof(server)) < 0)
	{
		perror("connect failed. Error");
		return 1;
	}
	puts("Connected\n");

	printf("Enter message : ");
	fflush(stdout);
	scanf("%999s" , message);

	//first character is the name of the client, rest is the message
	sprintf(packet, "%c%s", argv[1][0], message);

	//Send some data
	if( send(sock , packet , strlen(packet) , 0) < 0)
	{
		puts("Send failed");
		return 1;
	}
	printf("Sent : %s\n", message);

	//Receive a reply from the server
	n = recv(sock , server_reply , 4999 , 0);
	if(n < 0)
	{
		puts("recv failed");
		return 1;
	}
	server_reply[n] = '\0';
	printf("Server reply : %s\n", server_reply);

	close(sock);
	return 0;
}
