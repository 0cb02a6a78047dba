#ifndef NET_H
#define NET_H

#define PORT 31100
#define MSGLEN 128   /* every message has exactly this length, padded with zeros */

int net_listen(int port);
int net_connect(const char *host, int port);
int net_put(int fd, const char *text);   /* 0 = ok */
int net_get(int fd, char *text);         /* 0 = ok, text has MSGLEN bytes */

#endif
