# UDPPingerClient.py
# This is the client. It sends 10 pings to the server and prints the RTTs
# and the statistics.
# For mininet change serverName to '10.0.0.1' (h1)
from socket import *
import time

serverName = '127.0.0.1'
serverPort = 12001

clientSocket = socket(AF_INET, SOCK_DGRAM)
# wait 1 second for the answer
clientSocket.settimeout(1)

rtts = []
lost = 0

for i in range(1, 11):
    sendTime = time.time()
    message = "Ping " + str(i) + " " + str(sendTime)
    clientSocket.sendto(message.encode(), (serverName, serverPort))
    try:
        answer, serverAddress = clientSocket.recvfrom(1024)
        receiveTime = time.time()
        # RTT in milliseconds
        rtt = (receiveTime - sendTime) * 1000
        rtts.append(rtt)
        print(answer.decode())
        print("RTT: " + str(round(rtt, 3)) + " ms")
        # wait so that there is only one ping per second
        time.sleep(1)
    except timeout:
        lost = lost + 1
        print("Request timed out")

# statistics
print("")
if len(rtts) > 0:
    print("Minimum RTT: " + str(round(min(rtts), 3)) + " ms")
    print("Maximum RTT: " + str(round(max(rtts), 3)) + " ms")
    print("Average RTT: " + str(round(sum(rtts) / len(rtts), 3)) + " ms")
    # packet loss in percent
    loss = lost / len(rtts) * 100
    print("Packet loss: " + str(round(loss, 1)) + " %")
else:
    print("Packet loss: 100 %")

clientSocket.close()
