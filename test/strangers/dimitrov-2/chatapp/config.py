"""All constants at one place."""

SERVER_IP: str = "10.0.0.1"
PORT: int = 20311
CLIENTS: int = 2
BYE: str = "Bye"
LOGFILE: str = "server.log"
