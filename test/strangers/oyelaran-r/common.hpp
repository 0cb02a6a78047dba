#pragma once
#include <string>
#include <sys/socket.h>

// Messages on the wire end with a zero byte ('\0').
inline bool putMsg(int fd, const std::string &s) {
    return send(fd, s.c_str(), s.size() + 1, MSG_NOSIGNAL) == (ssize_t)(s.size() + 1);
}
inline bool getMsg(int fd, std::string &s) {
    s.clear();
    char c;
    while (recv(fd, &c, 1, 0) == 1) {
        if (c == '\0') return true;
        s += c;
    }
    return false;
}
