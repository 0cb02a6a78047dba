#ifndef ORDER_H
#define ORDER_H
/* starts a worker for the client at fd; it writes the message to pipe `up` */
void order_worker(int fd, int up);
/* takes the next message out of the pipe */
int order_next(int down, char *text);
#endif
