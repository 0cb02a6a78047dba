/**
 * Foreign programs under a terminal of their own, as in an xterm: it is the controlling one, keys
 * arrive, nothing that was printed is lost, and what they leave behind is ended.
 */
import { createHash } from 'node:crypto';
import t from 'tap';
import { getEvents } from '../../lab/model/journal.ts';
import type { Stage } from '../../lab/stage/stage.ts';
import { slowMachineMs } from '../box/lab-command.ts';
import { assertNothingLeft, type Snapshot } from '../box/leftovers.ts';
import {
  getLines,
  makePlay,
  makeProgram,
  makeServerAfter,
  markProcesses,
  openRealStage,
  request,
} from './real-stage.ts';

t.setTimeout(slowMachineMs);

let stage: Stage;
let before: Snapshot;
t.before(async () => {
  ({ before } = await markProcesses(t));
  stage = await openRealStage(t);
  await stage.build(request);
});

t.test('a terminal is a controlling one: tty, /dev/tty, its size, and Ctrl-C', async (t) => {
  const script = `trap 'echo interrupted; exit 7' INT
tty; stty size; echo to /dev/tty > /dev/tty; touch ready
while :; do sleep 0.05; done`;
  const steps = [{ atMs: 0, role: 'X', do: 'type', text: '\x03' } as const];
  const play = makePlay([makeServerAfter('ready'), makeProgram('X', 'h2', script)], steps);
  const { events, trouble } = await stage.play(play);
  t.equal(trouble, undefined);
  const [tty, ...rest] = getLines(events, 'X');
  t.match(tty, /^\/dev\/pts\/\d+$/);
  t.same(rest, ['24 80', 'to /dev/tty', '^Cinterrupted']);
  t.match(
    getEvents(events, 'exited').find(({ role }) => role === 'X'),
    { status: 7, signal: null, byStage: false },
  );
  t.match(getEvents(events, 'typed'), [{ role: 'X', text: '\x03' }]);
});

t.test('somebody who waits for a prompt, or for a connection, types after it', async (t) => {
  // What is typed too early is thrown away here, as by a program that asks for a password.
  const late = `sleep 0.4; /usr/bin/python3 -c 'import socket, sys, termios, time
SOCKET
termios.tcflush(0, termios.TCIFLUSH)
print("PROMPT", end="", flush=True)
print("got", input())'`;
  const asked = late.replace('SOCKET', '').replace('PROMPT', 'Your name: ');
  const silent = late.replace('SOCKET', 's = socket.create_connection(("10.0.0.1", 12000))');
  const programs = [
    makeServerAfter('.'),
    makeProgram('X', 'h2', asked),
    makeProgram('Y', 'h3', silent.replace('PROMPT', '')),
  ];
  const steps = [
    { atMs: 0, role: 'X', do: 'type', text: 'Alice\n', after: 'Your name:' },
    { atMs: 0, role: 'Y', do: 'type', text: 'Bob\n', connected: true },
  ] as const;
  const { events, trouble } = await stage.play(makePlay(programs, [...steps]));
  t.equal(trouble, undefined);
  t.match(getLines(events, 'X').join('\n'), /got Alice/);
  t.match(getLines(events, 'Y').join('\n'), /got Bob/);
});

t.test('more is typed only once everybody was typed at, and a while after', async (t) => {
  const reads = (waitS: number) => `sleep ${waitS}; /usr/bin/python3 -c 'import time
print("Name: ", end="", flush=True)
for _ in range(2): print("got", input(), time.monotonic_ns(), flush=True)'`;
  const programs = [
    makeServerAfter('.'),
    makeProgram('X', 'h2', reads(0)),
    makeProgram('Y', 'h3', reads(1)),
  ];
  const after = 'Name:';
  const steps = [
    { atMs: 0, role: 'X', do: 'type', text: 'Alice\n', after },
    { atMs: 0, role: 'Y', do: 'type', text: 'Bob\n', after },
    { atMs: 100, role: 'X', do: 'type', text: 'more\n', apartMs: 250 },
    { atMs: 150, role: 'Y', do: 'type', text: 'more\n', apartMs: 250 },
  ] as const;
  const { events, trouble } = await stage.play(makePlay(programs, [...steps]));
  t.equal(trouble, undefined);
  const typed = getEvents(events, 'typed').map(({ role, text, atNs }) => ({ role, text, atNs }));
  t.match(typed, [
    { role: 'X', text: 'Alice\n' },
    { role: 'Y', text: 'Bob\n' },
    { role: 'X', text: 'more\n' },
    { role: 'Y', text: 'more\n' },
  ]);
  const [, bob, ...more] = typed;
  for (const one of more) t.ok(one.atNs - (bob?.atNs ?? 0) > 240e6, `${one.role} leaves time`);
});

t.test('a connection that is half open is none yet for who types', async (t) => {
  // What answers its SYN does not arrive at first; it is sent again a second later (RFC 6298, 2.1).
  const program = `/usr/bin/python3 -c 'import socket, sys, termios
socket.socket(type=socket.SOCK_DGRAM).sendto(b"so that the address of h1 is known", ("10.0.0.1", 9))
input()
s = socket.create_connection(("10.0.0.1", 12000))
termios.tcflush(0, termios.TCIFLUSH)
print("got", input())'`;
  const steps = [
    { atMs: 300, role: 'X', do: 'type', text: 'now\n' },
    { atMs: 301, role: 'X', do: 'type', text: 'Alice\n', connected: true },
  ] as const;
  const cut = { text: 'cut', do: 'cut', role: 'X', host: 'h2', direction: 'to' } as const;
  const { events, trouble } = await stage.play({
    ...makePlay([makeServerAfter('.'), makeProgram('X', 'h2', program)], [...steps]),
    faults: [{ ...cut, atMs: 100, endMs: 1000 }],
  });
  t.equal(trouble, undefined);
  const states = getEvents(events, 'socket').map(({ state }) => state);
  t.equal(states[0], 'SYN_RECV', 'it was half open first');
  t.match(getLines(events, 'X').join('\n'), /got Alice/);
});

t.test('who types waits until a connected program is at rest, but not for ever', async (t) => {
  // All programs of others start at once, the server among them.
  const join = `import select, socket, sys, termios, time
while True:
    try:
        s = socket.create_connection(("10.0.0.1", 12000))
        break
    except ConnectionRefusedError:
        time.sleep(0.01)`;
  // Works on for much longer than is waited after a connection, and throws away what came meanwhile.
  const works = `/usr/bin/python3 -c '${join}
while time.process_time() < 0.6: pass
termios.tcflush(0, termios.TCIFLUSH)
print("got", input())'`;
  const spins = `/usr/bin/python3 -c '${join}
while not select.select([0], [], [], 0)[0]: pass
print("got", input())'`;
  const programs = [
    makeServerAfter('.'),
    makeProgram('X', 'h2', works),
    makeProgram('Y', 'h3', spins),
  ];
  const steps = [
    { atMs: 0, role: 'X', do: 'type', text: 'Alice\n', connected: true },
    { atMs: 0, role: 'Y', do: 'type', text: 'Bob\n', connected: true },
  ] as const;
  const { events, trouble } = await stage.play(makePlay(programs, [...steps]));
  t.equal(trouble, undefined);
  t.match(getLines(events, 'X').join('\n'), /got Alice/);
  t.match(getLines(events, 'Y').join('\n'), /got Bob/);
});

t.test(
  'more is typed than a terminal takes at once, all of it, and clients are captured',
  async (t) => {
    const lines = Array.from({ length: 4000 }, (_, index) => `line ${index + 1} é`);
    // Without echo, and without reading for a while: the kernel keeps some 12 KiB of what is typed.
    const script = `stty -echo; touch ready; sleep 0.2; head -n ${lines.length} | sha1sum
printf past | socat -u - UDP-SENDTO:10.0.0.3:9999`;
    const steps = [{ atMs: 0, role: 'X', do: 'type', text: `${lines.join('\n')}\n` } as const];
    const play = makePlay([makeServerAfter('ready'), makeProgram('X', 'h2', script)], steps);
    const { events, files, trouble } = await stage.play({ ...play, captures: ['h2', 'h3'] });
    t.equal(trouble, undefined);
    const typed = getEvents(events, 'typed').map(({ text }) => text);
    t.ok(typed.length > 1, 'in parts');
    t.equal(typed.join(''), `${lines.join('\n')}\n`);
    const sum = createHash('sha1')
      .update(`${lines.join('\n')}\n`)
      .digest('hex');
    t.same(getLines(events, 'X'), [`${sum}  -`]);
    for (const name of ['h2.pcap', 'h3.pcap']) {
      t.ok(Buffer.from(files.get(name) ?? []).includes('past'), `${name} has the packet`);
    }
    t.notOk(Buffer.from(files.get('h1.pcap') ?? []).includes('past'));
    t.same(getEvents(events, 'gap'), []);
  },
);

t.test('what a Python program printed before it was killed is kept', async (t) => {
  const script = `exec /usr/bin/python3 -c '
import time
print("one"); print("two"); open("ready", "w").close(); time.sleep(600)'`;
  const steps = [{ atMs: 0, role: 'X', do: 'signal', signal: 'SIGKILL' } as const];
  const play = makePlay([makeServerAfter('ready'), makeProgram('X', 'h2', script)], steps);
  const { events, files } = await stage.play(play);
  t.same(getLines(events, 'X'), ['one', 'two']);
  t.equal(Buffer.from(files.get('logs/X.log') ?? []).toString(), 'one\r\ntwo\r\n');
  t.match(
    getEvents(events, 'exited').find(({ role }) => role === 'X'),
    { status: null, signal: 'SIGKILL', byStage: false },
  );
});

t.test('lines carry the time at which they came', async (t) => {
  const script = `echo one; sleep 0.3; echo two; sleep 0.3; printf three; touch ready`;
  const play = makePlay([makeServerAfter('ready'), makeProgram('X', 'h2', script)]);
  const { events } = await stage.play(play);
  const lines = getEvents(events, 'line').filter(({ role }) => role === 'X');
  t.match(lines, [
    { text: 'one', complete: true },
    { text: 'two', complete: true },
    { text: 'three', complete: false },
  ]);
  const [one, two] = lines.map(({ atNs }) => atNs / 1e6);
  t.ok((two ?? 0) - (one ?? 0) > 200, 'two came later than one');
});

t.test('socat as server and client: what is typed is sent, and echoed', async (t) => {
  const server = makeProgram('server', 'h1', 'exec socat TCP-LISTEN:12000,reuseaddr EXEC:cat');
  const client = { ...makeProgram('X', 'h2', 'exec socat - TCP:10.0.0.1:12000'), startMs: 0 };
  // A terminal keeps what is typed until somebody reads it, so that the times need not fit.
  const steps = [
    { atMs: 0, role: 'X', do: 'start' },
    { atMs: 50, role: 'X', do: 'type', text: 'X: Grüße\n' },
    { atMs: 300, role: 'X', do: 'type', text: '\x04' },
  ] as const;
  const { events } = await stage.play(makePlay([server, client], [...steps]));
  t.same(getLines(events, 'X').slice(0, 2), ['X: Grüße', 'X: Grüße'], 'once typed, once back');
  t.same(
    getEvents(events, 'exited')
      .map(({ role, status }) => [role, status])
      .sort(),
    [
      ['X', 0],
      ['server', 0],
    ],
  );
});

t.test(
  'of a program that prints very much the first MiB is kept, and the rest counted',
  async (t) => {
    const script = `exec /usr/bin/python3 -c '
for _ in range(2048): print("x" * 1022)
open("ready", "w").close()'`;
    const play = makePlay([makeServerAfter('ready'), makeProgram('X', 'h2', script)]);
    const { events, files, trouble } = await stage.play(play);
    t.equal(trouble, undefined);
    t.equal(files.get('logs/X.log')?.length, 1 << 20);
    t.same(
      getEvents(events, 'gap').map(({ of, because }) => [of, because]),
      [['printed', 'X printed 1048576 bytes more than are kept']],
    );
  },
);

t.test('a program that prints without end is ended at the limit', async (t) => {
  const server = makeProgram('server', 'h1', 'exec socat TCP-LISTEN:12000,reuseaddr -');
  const play = makePlay([server, makeProgram('X', 'h2', 'yes')], [], 200);
  const { events, trouble } = await stage.play(play);
  t.equal(trouble, undefined);
  t.match(getEvents(events, 'limit'), [{ roles: ['server', 'X'], because: /limit of 0\.2 s/ }]);
  t.ok(getLines(events, 'X').every((line) => line === 'y' || line === ''));
});

t.test('what a program leaves in the background is ended with the play', async (t) => {
  const script = `setsid sh -c 'trap "" TERM HUP; touch ready; while :; do sleep 1; done' &
until [ -e ready ]; do sleep 0.01; done`;
  const server = makeProgram('server', 'h1', 'exec socat TCP-LISTEN:12000,reuseaddr -');
  await stage.play(makePlay([server, makeProgram('X', 'h2', script)]));
  const list = `ls /proc | grep -c '^[0-9]'`;
  const count = makePlay([server, makeProgram('X', 'h2', `ps -e -o args; ${list}`)]);
  const lines = getLines((await stage.play(count)).events, 'X');
  t.ok(lines.length > 2);
  t.same(
    lines.filter((line) => line.includes('trap')),
    [],
    'the next play sees none of it',
  );
});

t.test('a server that never listens is said so', async (t) => {
  const silent = makeProgram('server', 'h1', 'echo hello; exec sleep 600');
  const play = { ...makePlay([silent]), listenMs: 300 };
  const { events } = await stage.play(play);
  t.match(getEvents(events, 'limit'), [
    { roles: ['server'], because: 'the server did not listen within 300 ms' },
  ]);
  t.same(getLines(events, 'server'), ['hello']);
  t.match(getEvents(events, 'exited'), [{ role: 'server', byStage: true }]);
  const gone = await stage.play(makePlay([makeProgram('server', 'h1', 'exit 5')]));
  t.match(getEvents(gone.events, 'limit'), [{ because: /ended before it listened/ }]);
  t.match(getEvents(gone.events, 'exited'), [{ status: 5 }]);
});

t.test('nothing is left', async (t) => {
  await stage.close();
  await assertNothingLeft(t, before);
});
