"""Client for PA2.  python3 -m chatapp.client X   (or Y)"""
import socket
import sys
import threading

from . import config


def show_incoming(infile) -> None:
    """Thread: print what the server relays until it hangs up."""
    for line in infile:
        print("received:", line.strip(), flush=True)
    print("connection closed by server", flush=True)


def main() -> None:
    letter: str = sys.argv[1]
    host: str = sys.argv[2] if len(sys.argv) > 2 else config.SERVER_IP
    sock = socket.create_connection((host, config.PORT))
    infile = sock.makefile("r", encoding="utf-8")
    print("waiting for START", flush=True)
    print("received:", infile.readline().strip(), flush=True)

    name = input("Enter your name: ")
    msg = f"{letter}: {name}"
    sock.sendall((msg + "\n").encode())
    print("sent:", msg, flush=True)
    # acknowledgement
    print("received:", infile.readline().strip(), flush=True)

    # extra credit: chat until Bye
    print("You can chat now, 'Bye' ends it.", flush=True)
    t = threading.Thread(target=show_incoming, args=(infile,), daemon=True)
    t.start()
    while t.is_alive():
        try:
            text = input()
        except EOFError:
            break
        if not t.is_alive():
            break
        try:
            sock.sendall(f"{letter}: {text}\n".encode())
        except OSError:
            break
        print("sent:", text, flush=True)
        if text == config.BYE:
            break
    t.join(3)
    sock.close()


if __name__ == "__main__":
    main()
