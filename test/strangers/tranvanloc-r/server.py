# Bai tap 2 mon Mang may tinh - Tran Van Loc
# Vi sao can da luong (multithreading)?
# Vi server phai phuc vu hai client cung luc. Neu chi co mot luong thi khi server dang doi
# client nay (recv bi chan) thi client kia phai cho.
import sys
from socket import *
from threading import *

if len(sys.argv) != 2:
    print("Cach dung: python3 server.py <cong>")
    sys.exit(1)

cong = int(sys.argv[1])
may_chu = socket(AF_INET, SOCK_STREAM)
may_chu.setsockopt(SOL_SOCKET, SO_REUSEADDR, 1)
may_chu.bind(('', cong))
may_chu.listen(5)
print("May chu dang lang nghe o cong", cong)

ket_noi = []       # danh sach cac socket
tin_nhan = []      # danh sach tin nhan, dung chung giua cac luong

# ham chay trong moi luong
def nhan_tin(s):
    tin = s.recv(2048).decode()
    print("Nhan duoc tin nhan ->", tin)
    tin_nhan.append(tin)

# chap nhan ca hai client truoc
for i in range(2):
    s, dia_chi = may_chu.accept()
    print("Client", i + 1, "da ket noi tu", dia_chi)
    ket_noi.append(s)

# tao luong cho tung client
for s in ket_noi:
    luong = Thread(target=nhan_tin, args=(s,))
    luong.start()
    luong.join()     # doi luong xong

# tin_nhan[0] la tin den truoc
tra_loi = tin_nhan[0] + " received before " + tin_nhan[1]
print("Gui cho hai client:", tra_loi)
for s in ket_noi:
    s.send(tra_loi.encode())
    s.close()
may_chu.close()
