"""Client X."""
from client import Client

Client("X").run()
