import socket
s = socket.socket()
s.bind(("", 12000))
s.listen(2)
print "listening"
