# Import socket module
import socket

def Main():
    # server ip, h1 in mininet
    host = '10.0.0.1'
    # Define the port on which you want to connect
    port = 12345
    s = socket.socket(socket.AF_INET,socket.SOCK_STREAM)
    # connect to server
    s.connect((host,port))
    letter = input('Which client are you (X or Y)? ')
    name = input('What is the name? ')
    message = letter + ": " + name
    # message sent to server
    s.send(message.encode('ascii'))
    print('Sent to the server :', message)
    # message received from server
    data = s.recv(1024)
    # print the received message
    print('Received from the server :', str(data.decode('ascii')))
    # close the connection
    s.close()

if __name__ == '__main__':
    Main()
