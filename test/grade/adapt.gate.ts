/** Programs for another network: which hosts their sources name, and what is done about each. */
import t from 'tap';
import {
  describeAdaption,
  findAdaption,
  redirectLine,
  replaceHosts,
} from '../../lab/grade/adapt.ts';
import { listNames } from '../../lab/grade/find-hosts.ts';
import type { SubmissionRole } from '../../lab/model/submission.ts';

const network = { host: '10.0.0.1', others: ['10.0.0.2', '10.0.0.3'], name: 'mininet-host' };

function find(role: SubmissionRole, path: string, text: string, given = '') {
  const files = [{ path, text, isExecutable: false }];
  return findAdaption(role, { paths: [path], files, given, network });
}

t.test('whatever a client connects to, its host redirects it', async (t) => {
  const clients: [string, string][] = [
    ['c.py', 's.connect(("192.168.56.101", 12000))'],
    ['c.py', 's.connect(("", 12000))'],
    ['c.py', 'HOST = ""\ns.connect((HOST, 12000))'],
    ['c.py', 'A = ("LocalHost", 12000)\ns.connect(A)'],
    ['c.py', 's.connect(("10.0.0.3", 12000))'],
    ['c.py', 's = socket.create_connection(("0.0.0.0", 12000))'],
    ['c.c', 'int main() { a.sin_addr.s_addr = htonl(INADDR_ANY); connect(s, &a, n); }'],
    [
      'c.c',
      '#define SERVER "172.16.3.4"\nint main() { inet_pton(AF_INET, SERVER, &b); connect(s); }',
    ],
    ['C.java', 'class C { void main() { new Socket("131.4.5.6", 12000); } }'],
    ['c.go', 'func main() { net.Dial("tcp", "127.0.0.1:12000") }'],
    ['c.go', 'func main() { net.Dial("tcp", ":12000") }'],
    ['c.js', "net.createConnection({ host: '10.1.1.1', port: 12000 })"],
    ['c.js', 'net.connect(12000)'],
    ['c.py', 's.connect(make_address())'],
  ];
  for (const [path, text] of clients) t.match(find('X', path, text), { isRedirected: true }, text);
});

t.test('a client that is told the server, or has it, is played as it is', async (t) => {
  const clients: [string, string, string][] = [
    ['c.py', 's.connect((sys.argv[1], 12000))', 'python3 c.py {host}'],
    ['c.py', 's.connect((input("Host: "), 12000))', 'python3 c.py\n{host}'],
    ['c.py', 's.connect(("10.0.0.1", 12000))', ''],
    [
      'c.c',
      'int main() { a.s_addr = INADDR_ANY; bind(s); b = inet_addr("10.0.0.1"); connect(s); }',
      '',
    ],
    ['c.py', 's.connect((socket.gethostname(), 12000))', ''],
  ];
  for (const [path, text, given] of clients) t.equal(find('X', path, text, given), undefined, text);
});

t.test('names lead to the server, and what is none is replaced in a copy', async (t) => {
  const name = find('Y', 'c.py', 'server = "lab-7.campus.example"\ns.connect((server, 12000))');
  t.match(name, { names: ['lab-7.campus.example'], replaced: new Map() });
  const text = `HOST = 'Type the address here'\nprint('Type the')\ns.connect((HOST, 12000))`;
  const odd = find('Y', 'c.py', text);
  t.same([...(odd?.replaced ?? [])], [["'Type the address here'", "'10.0.0.1'"]]);
  t.match(odd && describeAdaption(odd), /a copy with '10\.0\.0\.1' for 'Type the address here'/);
  const copy = replaceHosts(Buffer.from(text), odd?.replaced ?? new Map());
  t.equal(`${Buffer.from(copy)}`, text.replace('Type the address here', '10.0.0.1'));
  const six = find('Y', 'c.py', 's.connect(("::1", 12000))');
  t.same([...(six?.replaced ?? [])], [['"::1"', '"::ffff:10.0.0.1"']]);
});

t.test('a text that is sent is no host', async (t) => {
  const text = 'host = sys.argv[1]\nserver_text = "Hello to the host"\ns.connect((host, 12000))';
  t.equal(find('X', 'c.py', text, 'python3 c.py {host}'), undefined);
  const told = 's.sendto("a b c".encode(), ("10.0.0.1", 12000))';
  t.equal(find('X', 'c.py', told), undefined);
});

t.test('a server gets the address that it is bound to', async (t) => {
  const servers: [string, string, string[]][] = [
    ['s.py', 's.bind(("172.20.1.1", 12000))', ['172.20.1.1']],
    ['s.py', 'ip = "10.0.2.15"\nADDR = (ip, 12000)\ns.bind(ADDR)', ['10.0.2.15']],
    ['s.c', 'int main() { a.s_addr = inet_addr("192.168.0.9"); bind(s); }', ['192.168.0.9']],
    ['s.go', 'func main() { net.Listen("tcp", "192.168.0.9:12000") }', ['192.168.0.9']],
    ['s.py', 's.bind(("Localhost", 12000))', ['127.0.0.1']],
    ['s.py', 's.bind(("127.0.1.1", 12000))', ['127.0.1.1']],
  ];
  for (const [path, text, bound] of servers) t.match(find('server', path, text), { bound }, text);
  const line = redirectLine('server', { host: '10.0.0.1', port: 7, bound: ['172.20.1.1'] });
  t.match(line, /ip addr replace 172\.20\.1\.1\/32 dev lo/);
  t.match(line, /tcp dport 7 dnat to 172\.20\.1\.1'/);
  t.notMatch(redirectLine('server', { host: '10.0.0.1', port: 7 }), /ip addr/);
});

t.test("another host's address cannot be the server's as well: a copy is played", async (t) => {
  const found = find('server', 's.py', 's.bind(("10.0.0.3", 12000))');
  t.match(found, { bound: [], isRedirected: false });
  t.same([...(found?.replaced ?? [])], [['"10.0.0.3"', '"10.0.0.1"']]);
});

t.test('a server that is bound to any address is played as it is', async (t) => {
  const servers = [
    's.bind(("", 12000))\nprint("see 192.168.1.1")\nx = "127.0.0.1"',
    's.bind(("0.0.0.0", 12000))',
    's.bind(("10.0.0.1", 12000))',
    's.bind((socket.gethostname(), 12000))',
  ];
  for (const text of servers) t.equal(find('server', 's.py', text), undefined, text);
});

t.test('who asks the kernel for its own address gets a route', async (t) => {
  const text = 'u.connect(("8.8.8.8", 80))\nip = u.getsockname()[0]\ns.bind((ip, 12000))';
  t.match(find('server', 's.py', text), { isRedirected: true, bound: [] });
  const asked = { host: '10.0.0.1', port: 7, bound: [], neighbour: '10.0.0.2' };
  t.match(redirectLine('server', asked), /default via 10\.0\.0\.2/);
  t.notMatch(redirectLine('server', asked), /dnat/);
});

t.test('words that may be names of hosts are known as such', async (t) => {
  const text = 'h = "server-of.ours"\nm = "Alice"\nn = "<your-ip>"\no = "two words"';
  t.same(listNames(['c.py'], [{ path: 'c.py', text, isExecutable: false }]), [
    'server-of.ours',
    '<your-ip>',
  ]);
});
