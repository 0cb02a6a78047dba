gcc -pthread -o servidor servidor.c
gcc -o cliente cliente.c
