# OLD, do not grade. First try, with UDP, before I read that it has to be TCP
import socket
s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.bind(("", 20211))
got = []
while len(got) < 2:
    got.append(s.recvfrom(1000))
for _, who in got:
    s.sendto(got[0][0] + b" received before " + got[1][0], who)
