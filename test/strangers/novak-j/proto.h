/* shared by srv.c and cli.c: every message is one struct of fixed size */
#define PORT 5311
#define TXT 200
struct pkt {
	char who;        /* 'X', 'Y' or 'S' */
	char txt[TXT];   /* zero terminated */
};
