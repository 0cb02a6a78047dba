# Client Y
from socket import create_connection
from TCPClientCommon import run
run("Y", create_connection(("10.0.0.1", 12000)), default="Bob")
