"""Wrong: the server sends every answer twice."""
import server


def answer(sock, data, address):
    """Send the answer, and send it again."""
    sock.sendto(data.upper(), address)
    sock.sendto(data.upper(), address)


server.answer = answer
server.run()
