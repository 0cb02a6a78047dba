# Minh Tran - PA2 client
# python3 client.py X Alice [seconds to wait before sending]
import sys, json, os, socket, struct, time

here = os.path.dirname(os.path.abspath(__file__))
cfg = json.load(open(os.path.join(here, 'config.json')))

who, name = sys.argv[1:3]
s = socket.create_connection((cfg['server'], cfg['port']))
if len(sys.argv) > 3:
    time.sleep(float(sys.argv[3]))      # to try both orders

raw = f'{who}: {name}'.encode()
s.sendall(struct.pack('!H', len(raw)) + raw)
print('sent', raw.decode())

# answer has the same framing
f = s.makefile('rb')
n, = struct.unpack('!H', f.read(2))
print('server says:', f.read(n).decode())
