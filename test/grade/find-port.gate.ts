/** The port is followed to its number, however a source puts it; another number is none. */
import t from 'tap';
import { readCode } from '../../lab/grade/find-code.ts';
import { findPort } from '../../lab/grade/find-port.ts';

function find(path: string, text: string, side: 'server' | 'client' = 'server') {
  const code = readCode({ path, text, isExecutable: false });
  return code && findPort(code, side)?.port;
}

t.test('an address is followed to the number of its port', async (t) => {
  const forms: [string, string][] = [
    ['s.py', 'import thread\nBUFF = 1024\nHOST = ""\nPORT = 5001\nA = (HOST, PORT)\ns.bind(A)'],
    ['s.py', 'import socket\nsize = 2048\nhost, door = "", 5001\ns.bind((host, door))'],
    ['s.py', 'where = ("", 5001)\nsocket.create_server(where)'],
    ['s.py', 'n = int(sys.argv[1]) if len(sys.argv) > 1 else 5001\ns.bind(("", n))'],
    [
      's.py',
      'p.add_argument("-p", "--listen-on", type=int, default=5001)\ns.bind(("", a.listen_on))',
    ],
    ['s.py', 'def serve(host="", number=5001):\n    s.bind((host, number))'],
    ['s.py', 'class S:\n  def __init__(self):\n    self.at = 5001\n    s.bind(("", self.at))'],
    ['s.py', 'n = int(os.environ.get("N", "5001"))\ns.bind(("", n))'],
    ['s.py', 'DEFAULT = 5001\nn = DEFAULT\naddress = ("", n)\ns.bind(address)'],
    ['s.py', 'with socketserver.ThreadingTCPServer(WHERE, H) as s: pass\nWHERE = "", 5001'],
    ['s.c', '#define N 5001\nint main() { a.sin_port = htons(N); bind(s); }'],
    ['S.java', 'class S { static final int DOOR = 5001; void main() { new ServerSocket(DOOR); } }'],
    ['s.js', 'const n = Number(process.argv[2] || 5001);\nnet.createServer().listen(n)'],
    ['s.go', 'const n = ":5001"\nfunc main() { net.Listen("tcp", n) }'],
  ];
  for (const [path, text] of forms) t.equal(find(path, text), 5001, text);
  t.equal(find('c.py', 'to = (HOST, NUMBER)\nNUMBER = 5001\ns.connect(to)', 'client'), 5001);
});

t.test('a number of something else is no port', async (t) => {
  const none = [
    'import thread\nBUFF = 1024\ns.bind(given)',
    'import socket\nimportant = 4096\ns.bind(make())',
    'report = 2048\ns.bind(make())',
    'supported 3000\ns.bind(x)',
    's.bind(("", 0))\ns.settimeout(60)',
  ];
  for (const text of none) t.equal(find('s.py', text), undefined, text);
});
