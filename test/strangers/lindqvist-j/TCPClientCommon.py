# what X and Y have in common


def run(letter, sock, default):
    """ask for the message (Enter takes the default), send it, print the answer"""
    msg = input("Client %s, message [%s]: " % (letter, default)) or default
    f = sock.makefile("rw", encoding="utf-8", newline="\n")
    f.write(letter + ": " + msg + "\n")
    f.flush()                       # makefile buffers!
    print("\nSent to server:", letter + ": " + msg)
    print("From server:", f.readline().rstrip())
    f.close()
    sock.close()
