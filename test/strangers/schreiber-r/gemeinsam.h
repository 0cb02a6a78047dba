#define SERVER_IP   "10.0.0.1"
#define SERVER_PORT 5432
#define PUFFER      128
