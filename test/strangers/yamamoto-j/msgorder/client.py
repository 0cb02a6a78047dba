"""Client for X and for Y."""
import socket
import time

from .protocol import recv_frame, send_frame


def run(letter, text, host, port, delay):
    with socket.create_connection((host, port)) as sock:
        time.sleep(delay)
        send_frame(sock, f"{letter}\t{text}")
        print(f"[{letter}] sent: {text}", flush=True)
        print(f"[{letter}] server: {recv_frame(sock)}")
