# Kavya Iyer, CST 311, Programming Assignment 2 (client X and client Y)
import os
import select
import socket
import sys

from pa2.framing import PORT, recv_text, send_text

SERVER = os.environ.get("PA2_SERVER", "10.0.0.1")


def ask_letter() -> str:
    """Ask until the answer is X or Y."""
    while True:
        letter = input("Which client are you (X/Y)? ").strip().upper()
        if letter in ("X", "Y"):
            return letter


def chat(sock: socket.socket, letter: str) -> None:
    """select() watches the keyboard and the socket together."""
    print("--- chat, Bye to leave ---")
    while True:
        ready, _, _ = select.select([sys.stdin, sock], [], [])
        if sock in ready:
            text = recv_text(sock)
            if text is None:
                print("--- server closed the connection ---")
                return
            print(text)
        if sys.stdin in ready:
            line = sys.stdin.readline()
            if not line:
                return
            line = line.strip()
            send_text(sock, line)
            print(f"{letter} (you): {line}")


def main() -> None:
    letter = ask_letter()
    with socket.create_connection((SERVER, PORT)) as sock:
        print("Connected to", SERVER)
        message = f"{letter}: " + input("Message: ")
        send_text(sock, message)
        print("You sent:", message)
        print("Server says:", recv_text(sock))
        chat(sock, letter)


if __name__ == "__main__":
    main()
