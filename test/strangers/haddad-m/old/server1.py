# first version, only one client. not used any more
from socket import *
s = socket(AF_INET, SOCK_STREAM)
s.bind(('', 21567))
s.listen(5)
cli, addr = s.accept()
data = cli.recv(1024)
print(data)
cli.send(data)
cli.close()
