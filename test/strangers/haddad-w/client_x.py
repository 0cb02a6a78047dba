# Client X of PA2.   python3 client_x.py
import chat_client

chat_client.run("X")
