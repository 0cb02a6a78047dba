# settings used by the server and both clients
SERVER_IP = "10.0.0.1"     # h1. use 127.0.0.1 if everything is on one computer
SERVER_PORT = 9311
BUFFER = 4096
