/** The stage's own client: it says given bytes at planned times, after what it is to wait for. */
import t from 'tap';
import { getEvents } from '../../lab/model/journal.ts';
import { type ProgramRequest, playerName } from '../../lab/stage/protocol.ts';
import { slowMachineMs } from '../box/lab-command.ts';
import { assertNothingLeft } from '../box/leftovers.ts';
import { makeProgram, markProcesses, openRealStage, request } from './real-stage.ts';

t.setTimeout(slowMachineMs);

const env = { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', HOME: '/root', TERM: 'xterm' };
const encode = (text: string) => Buffer.from(text, 'latin1').toString('base64');

/** A server that greets X, and tells both how many bytes each sent, and when the last of them came. */
const server = `/usr/bin/python3 -c '
import socket, sys
listener = socket.create_server(("", 12000), backlog=2)
x, y = listener.accept()[0], listener.accept()[0]
print("hello:", x.recv(100), flush=True)
x.sendall(b"17")
print("x:", x.recv(100), flush=True)
y_said = b""
while len(y_said) < 10:
    y_said += y.recv(100)
print("y:", y_said, flush=True)
for each in (x, y):
    each.sendall(b"done")
print("x then:", x.recv(100), "y then:", y.recv(100), flush=True)
'`;

function makePlayer(role: string, host: string, change: object): ProgramRequest {
  const told = {
    ...{ role, host: '10.0.0.1', port: 12_000, connectMs: 0, sendMs: 400, turns: [], waits: false },
    ...{ pieces: [], gapMs: 100, heard: 4, stays: false, lastMs: 600, limitMs: 10_000, ...change },
  };
  return { role, host, argv: [playerName, JSON.stringify(told)], env, ours: true };
}

t.test('a first word, an answer to it, a message in pieces, and leaving in the end', async (t) => {
  const { before } = await markProcesses(t);
  const stage = await openRealStage(t);
  await stage.build(request);
  const { events, trouble } = await stage.play({
    programs: [
      makeProgram('server', 'h1', server),
      makePlayer('X', 'h2', {
        turns: [{ base64: encode('hello'), waits: false }],
        ...{ waits: true, pieces: [encode('\u0000\u0005Alice')], sendMs: 300 },
      }),
      makePlayer('Y', 'h3', {
        connectMs: 50,
        ...{ pieces: [encode('Y: Bo'), encode('b\r\n\u00ff\u00fe')], sendMs: 400, heard: 0 },
      }),
    ],
    steps: [],
    ...{ port: 12_000, limitMs: 15_000, listenMs: 20_000, idleMs: 5_000, graceMs: 1_000 },
  });
  t.equal(trouble, undefined);
  const printed = getEvents(events, 'line').filter(({ role }) => role === 'server');
  t.same(
    printed.map(({ text }) => text),
    [
      "hello: b'hello'",
      "x: b'\\x00\\x05Alice'",
      "y: b'Y: Bob\\r\\n\\xff\\xfe'",
      "x then: b'' y then: b''",
    ],
    'the bytes as they were given, and an end of both',
  );
  const epochNs = getEvents(events, 'phase').find(({ name }) => name === 'epoch')?.atNs ?? 0;
  const sent = getEvents(events, 'note').filter(({ what }) => what === 'sent');
  const sentMs = (role: string) =>
    sent.filter((note) => note.role === role).map(({ atNs }) => (atNs - epochNs) / 1e6);
  const [first = 0, second = 0] = sentMs('Y');
  t.equal(sentMs('Y').length, 2);
  t.ok(first >= 400 && second >= first + 99, `pieces at ${first} and ${second} ms`);
  t.ok((sentMs('X').at(-1) ?? 0) >= 300, 'X spoke at its time');
  const ends = getEvents(events, 'exited').map(({ role, status }) => [role, status]);
  t.same(Object.fromEntries(ends), { server: 0, X: 0, Y: 0 });
  await stage.close();
  await assertNothingLeft(t, before);
});

t.test('a server that ends the connection is heard, and nobody waits for more', async (t) => {
  const stage = await openRealStage(t);
  await stage.build(request);
  const closes = `/usr/bin/python3 -c '
import socket
listener = socket.create_server(("", 12000), backlog=2)
for each in [listener.accept()[0], listener.accept()[0]]:
    each.close()
'`;
  const { events } = await stage.play({
    programs: [
      makeProgram('server', 'h1', closes),
      makePlayer('X', 'h2', { pieces: [encode('X: Alice')], waits: true, stays: true }),
      makePlayer('Y', 'h3', { pieces: [encode('Y: Bob')], sendMs: 60_000 }),
    ],
    steps: [],
    ...{ port: 12_000, limitMs: 15_000, listenMs: 20_000, idleMs: 5_000, graceMs: 1_000 },
  });
  const ends = getEvents(events, 'exited').filter(({ role }) => role !== 'server');
  t.same(
    ends.map(({ status, byStage }) => [status, byStage]),
    [
      [1, false],
      [1, false],
    ],
    'both ended by themselves, without an answer',
  );
});
