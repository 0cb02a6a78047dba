# Kenji Nakamura  CST311
# Import socket module
import socket


def Main():
    # local host IP '127.0.0.1'
    # changed to h1 of mininet
    host = '10.0.0.1'

    # Define the port on which you want to connect
    port = 12345

    s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)

    # connect to server on local computer
    s.connect((host, port))

    # who am I, X or Y
    who = input('Which client is this (X/Y) : ')
    # message you send to server
    message = input('Message : ')
    message = who + ': ' + message
    while True:

        # message sent to server
        s.send(message.encode('ascii'))
        print('Sent to the server :', message)

        # message received from server
        data = s.recv(1024)

        # print the received message
        # here it would be a reverse of sent message
        print('Received from the server :', str(data.decode('ascii')))

        # ask the client whether he wants to continue
        ans = input('\nDo you want to continue(y/n) :')
        if ans == 'y':
            continue
        else:
            break
    # close the connection
    s.close()


if __name__ == '__main__':
    Main()
