"""Client Y."""
from client import Client

Client("Y").run()
