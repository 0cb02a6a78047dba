#ifndef COMMON_H
#define COMMON_H
#define DEFAULT_PORT 7777
#define MAXMSG 200
#endif
