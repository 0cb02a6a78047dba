#define PORT "4950"
#define MAXLINE 512
