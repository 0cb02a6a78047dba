# Client Y of PA2.   python3 client_y.py
import chat_client

chat_client.run("Y")
