g++ -std=c++17 -O2 -Wall -pthread server.cpp -o server
g++ -std=c++17 -O2 -Wall -pthread client.cpp -o client
