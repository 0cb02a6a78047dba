#####################################################################
# chat_server.py   Kayla Brown   CST311   EXTRA CREDIT
#####################################################################
import socket
import threading

server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
server.bind(("0.0.0.0", 31101))
server.listen()
print("Chat server is on")

# relays from one to the other till Bye
def relay(src, dst, letter):
    while True:
        data = src.recv(1024)
        if not data:
            break
        text = data.decode()
        print(letter + " said " + text)
        dst.send((letter + " said " + text).encode())
        if text.upper() == "BYE":
            break
    # hang up on both
    for s in (src, dst):
        try:
            s.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass                 # was closed already

connX, addr = server.accept()
connX.send(b"You are X")
connY, addr = server.accept()
connY.send(b"You are Y")
tX = threading.Thread(target=relay, args=(connX, connY, "X"))
tY = threading.Thread(target=relay, args=(connY, connX, "Y"))
tX.start()
tY.start()
tX.join()
tY.join()
print("Chat server is off")
