#pragma once
#define SERVER_IP "127.0.0.1"
#define SERVER_PORT 9090
#define BUF 1024
