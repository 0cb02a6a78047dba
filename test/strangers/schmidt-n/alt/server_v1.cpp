// alte Version, liest nacheinander (falsche Reihenfolge!) -- nicht mehr benutzen
#include <sys/socket.h>
#include <netinet/in.h>
#include <unistd.h>
#include <iostream>
#include <string>
int main()
{
    int l = socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in adr{};
    adr.sin_family = AF_INET;
    adr.sin_port = htons(8090);
    bind(l, (sockaddr *)&adr, sizeof(adr));
    listen(l, 5);
    int a = accept(l, nullptr, nullptr), b = accept(l, nullptr, nullptr);
    char p[200] = {0}, q[200] = {0};
    recv(a, p, 199, 0);
    recv(b, q, 199, 0);
    std::cout << p << " / " << q << std::endl;
}
