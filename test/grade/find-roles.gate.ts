/** Which file is the server and which the clients, where an assignment is not first-received. */
import t from 'tap';
import { readCode } from '../../lab/grade/find-code.ts';
import { findPort } from '../../lab/grade/find-port.ts';
import { findRoles } from '../../lab/grade/find-roles.ts';
import type { Wanted } from '../../lab/model/assignment.ts';

const pinger: Wanted = { clients: ['P'], port: 12001, discover: { transport: 'udp' } };
const plain: Wanted = { clients: ['P'], port: 12001 };

function read(texts: Readonly<Record<string, string>>) {
  return Object.entries(texts).flatMap(
    ([path, text]) => readCode({ path, text, isExecutable: false }) ?? [],
  );
}

function find(texts: Readonly<Record<string, string>>, wanted: Wanted): Record<string, string> {
  return Object.fromEntries(
    findRoles(read(texts), wanted).map(({ role, file }) => [role, file.path]),
  );
}

/** In each language: what a server has, what a client has, and the port in both. */
const udp: readonly (readonly [ending: string, server: string, client: string])[] = [
  [
    'py',
    's = socket(AF_INET, SOCK_DGRAM)\ns.bind(("", 5001))\ns.recvfrom(9)\ns.sendto(m, a)\n',
    's = socket(AF_INET, SOCK_DGRAM)\ns.bind(("", 0))\ns.sendto(m, (host, 5001))\n',
  ],
  [
    'c',
    'int main() { a.sin_port = htons(5001); bind(s, &a, n); recvfrom(s); sendto(s); }',
    'int main() { a.sin_port = htons(5001); sendto(s, m, 1, 0, &a, n); recvfrom(s); }',
  ],
  [
    'cpp',
    'int main() { a.sin_port = htons(5001); bind(s, &a, n); recvfrom(s); sendto(s); }',
    'int main() { a.sin_port = htons(5001); connect(s, &a, n); send(s, m, 1, 0); SOCK_DGRAM; }',
  ],
  [
    'java',
    'class A { void main() { s = new DatagramSocket(5001); s.send(new DatagramPacket(b, 1, x, y)); } }',
    'class B { void main() { s = new DatagramSocket(); s.send(new DatagramPacket(b, 1, x, 5001)); } }',
  ],
  [
    'go',
    'package main\nfunc main() { c, _ := net.ListenPacket("udp", ":5001"); c.WriteTo(b, a) }',
    'package main\nfunc main() { c, _ := net.Dial("udp", "10.0.0.1:5001"); c.Write(b) }',
  ],
  [
    'js',
    "const s = require('dgram').createSocket('udp4'); s.bind(5001); s.send(m, p, h)",
    "const s = require('dgram').createSocket('udp4'); s.send(m, 5001, h)",
  ],
];

t.test('over UDP a server is who needs a port, in every language', async (t) => {
  for (const [ending, server, client] of udp) {
    const files = { [`a.${ending}`]: client, [`b.${ending}`]: server };
    const expected = { server: `b.${ending}`, P: `a.${ending}` };
    t.same(find(files, pinger), expected, ending);
    t.same(find(files, plain), expected, `${ending}: the sources tell that it is UDP`);
    const [one, other] = read({ [`b.${ending}`]: server, [`a.${ending}`]: client });
    t.equal(one && findPort(one)?.port, 5001, `${ending}: the server's port`);
    t.equal(other && findPort(other, 'client')?.port, 5001, `${ending}: the client's port`);
  }
});

t.test('the names of files and folders tell both apart', async (t) => {
  const [, server, client] = udp[0] ?? ['', '', ''];
  // Both are bound to a port.
  const both = `${server}${client}`;
  const files = { 'UDPPingerServer.py': both, 'UDPPingerClient.py': both };
  t.same(find(files, plain), { server: 'UDPPingerServer.py', P: 'UDPPingerClient.py' });
  const folders = { 'client/main.py': both, 'server/main.py': both };
  t.same(find(folders, plain), { server: 'server/main.py', P: 'client/main.py' });
});

t.test('of several programs that send, the one that is named as a client', async (t) => {
  const [, server, client] = udp[0] ?? ['', '', ''];
  const files = { 'common.py': client, 'server.py': server, 'udp_client.py': client };
  t.same(find(files, pinger), { server: 'server.py', P: 'udp_client.py' });
});

t.test('who speaks the wrong protocol is found all the same', async (t) => {
  const files = { 'server.py': 's.listen(1)\n', 'client.py': 's.connect(a)\n' };
  t.same(find(files, pinger), { server: 'server.py', P: 'client.py' });
  const java = {
    'A.java': 'class A { void main() { new ServerSocket(1); } }',
    'B.java': 'class B { void main() { new Socket("h", 1); } }',
  };
  t.same(find(java, pinger), { server: 'A.java', P: 'B.java' });
});

t.test('of three roles each has its own client, or all have the same', async (t) => {
  const clients = ['R', 'S', 'T'];
  const server = { 'srv.py': 's.listen(3)\n' };
  const call = 's.connect(a)\n';
  const three: Wanted = { clients, port: 1, discover: { words: { R: ['reader'] } } };
  const own = { ...server, 'client_t.py': call, 'reader.py': call, 'client2.py': call };
  t.same(find(own, three), {
    server: 'srv.py',
    ...{ R: 'reader.py', S: 'client2.py', T: 'client_t.py' },
  });
  const one = { ...server, 'client.py': call };
  t.same(find(one, three), {
    server: 'srv.py',
    ...{ R: 'client.py', S: 'client.py', T: 'client.py' },
  });
  const each = { ...three, discover: { ...three.discover, oneClient: false } };
  t.same(find(one, each), { server: 'srv.py' }, 'unless each is to have its own');
  t.same(find({ ...server, 'reader.py': call }, each), { server: 'srv.py', R: 'reader.py' });
  const [, found] = findRoles(read(one), three);
  t.match(found?.because, /it is the only client: all are played by it/);
});
