# Chuong trinh client
# Cach dung: python3 client.py <dia chi server> <cong> <X hoac Y>
import sys
from socket import *

dia_chi = sys.argv[1]
cong = int(sys.argv[2])
ten = sys.argv[3]

# tao ket noi TCP
s = socket(AF_INET, SOCK_STREAM)
s.connect((dia_chi, cong))
print("Da ket noi, toi la client", ten)

noi_dung = input("Nhap tin nhan: ")
s.send((ten + ": " + noi_dung).encode())
print("Da gui:", noi_dung)

# doi tra loi cua server
print("Server tra loi:", s.recv(2048).decode())
s.close()
