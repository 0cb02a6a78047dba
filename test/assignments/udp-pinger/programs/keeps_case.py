"""Wrong: the server answers in the letters of the ping, and not in capitals."""
import server


def answer(sock, data, address):
    """Send the ping back as it is."""
    sock.sendto(data, address)


server.answer = answer
server.run()
