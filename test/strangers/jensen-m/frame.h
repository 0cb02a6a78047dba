/**
 * @file  frame.h
 * @brief Link frame used by server and client.
 *
 *   +------+------+------+----------------+
 *   | SOF  | ID   | LEN  | PAYLOAD[LEN]   |
 *   | 0x7E | u8   | u8   | no terminator  |
 *   +------+------+------+----------------+
 */
#ifndef FRAME_H
#define FRAME_H
#include <stdint.h>
#include <stddef.h>
#include <string.h>
#include <sys/types.h>
#include <sys/socket.h>

#define FRAME_SOF       (0x7EU)
#define FRAME_MAX_LEN   (255U)
#define FRAME_ID_SERVER ('S')

typedef struct {
    uint8_t id;
    uint8_t len;
    char    payload[FRAME_MAX_LEN + 1U];   /* +1: room for NUL after rx */
} frame_t;

/** Receive exactly one frame. @return 0 ok, -1 error */
static inline int frame_rx(int fd, frame_t *f)
{
    uint8_t hdr[3];
    if (recv(fd, hdr, sizeof hdr, MSG_WAITALL) != (ssize_t)sizeof hdr) { return -1; }
    if (hdr[0] != FRAME_SOF) { return -1; }
    f->id  = hdr[1];
    f->len = hdr[2];
    if (recv(fd, f->payload, f->len, MSG_WAITALL) != (ssize_t)f->len) { return -1; }
    f->payload[f->len] = '\0';
    return 0;
}

/** Transmit one frame. @return 0 ok, -1 error */
static inline int frame_tx(int fd, uint8_t id, const char *text)
{
    uint8_t buf[3U + FRAME_MAX_LEN];
    size_t  n = strlen(text);
    if (n > FRAME_MAX_LEN) { n = FRAME_MAX_LEN; }
    buf[0] = FRAME_SOF; buf[1] = id; buf[2] = (uint8_t)n;
    memcpy(&buf[3], text, n);
    return (send(fd, buf, 3U + n, 0) == (ssize_t)(3U + n)) ? 0 : -1;
}
#endif /* FRAME_H */
