/**
 * Programs that do not go: whatever they ignore, leave behind, fill or end, the play is over within
 * its limits, what is at fault is said, and nothing of them is left, on a warm stage neither.
 */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import t, { type Test } from 'tap';
import { openBox } from '../../lab/boxes/open.ts';
import { getEvents, type JournalEvent } from '../../lab/model/journal.ts';
import { checkBox } from '../../lab/run/preflight.ts';
import { openStage, type Stage, stageFiles } from '../../lab/stage/stage.ts';
import { runLab } from './lab-command.ts';
import { assertClean, type Judged, makePlace, type Place, readDocument } from './trouble.ts';

t.jobs = 3;
t.setTimeout(120_000);

/** A right server of few lines, which says what it is told to before it begins. */
const rightServer = `import os, socket, sys, threading
listener = socket.create_server(("", 12000), backlog=2)
both = [listener.accept()[0], listener.accept()[0]]
lock, first, done = threading.Lock(), [], threading.Barrier(2)
def serve(client):
    text = client.makefile().readline().strip()
    with lock:
        first.append(text)
    print("Received", text, flush=True)
    done.wait()
    reply = "%s received before %s" % tuple(first)
    print("Sent", reply, flush=True)
    client.sendall((reply + "\\n").encode())
    client.close()
for each in [threading.Thread(target=serve, args=(one,)) for one in both]:
    each.start()
`;

/** Plays one timing with files of the test's beside it. */
async function play(
  t: Test,
  flags: readonly string[],
  files: Record<string, string> = {},
): Promise<{ place: Place; judged: Judged }> {
  const place = await makePlace(t);
  for (const [name, text] of Object.entries({ 'right.py': rightServer, ...files })) {
    await writeFile(path.join(place.folder, name), text);
  }
  const python = '/usr/bin/python3';
  const words = flags.map((word) => word.replaceAll('python3', python));
  const { status, stdout, stderr } = await runLab(['--delay-y', '200', ...words, '--json'], place);
  if (stdout === '') throw new Error(stderr);
  await assertClean(t, place);
  return { place, judged: readDocument(status, stdout) };
}

const getFailed = ({ verdicts }: Judged) =>
  verdicts.filter(({ outcome, informs }) => outcome === 'fail' && !informs).map((v) => v.check);

/** The right server has no comment on threads: that, and nothing else, is held against it. */
const itsComments = ['explains-threads', 'well-documented'];

t.test('a server that ignores every signal, with children and daemons that do too', async (t) => {
  const stubborn = `trap "" TERM INT HUP
setsid sh -c 'trap "" TERM HUP; while :; do sleep 600; done' &
nohup sh -c 'while :; do sleep 600; done' >/dev/null 2>&1 &
(setsid sh -c 'trap "" TERM; sleep 600' >/dev/null 2>&1 </dev/null &) &
/usr/bin/python3 right.py
while :; do sleep 600; done
`;
  const { judged } = await play(t, ['--server', 'sh stubborn.sh'], { 'stubborn.sh': stubborn });
  t.same(getFailed(judged), itsComments, 'it did all that it had to');
  const end = judged.verdicts.find(({ check }) => check === 'clean-end');
  t.match(end, { outcome: 'fail', informs: true, because: /the server was still running/ });
});

t.test('the port is taken by what the server itself has started', async (t) => {
  // Without the trap it would end with its terminal, when the server has failed (SIGHUP).
  const script = `trap "" HUP; ncat -lk 12000 &
until ss -Hltn | grep -q :12000; do sleep 0.01; done
exec /usr/bin/python3 right.py
`;
  const { judged, place } = await play(t, ['--server', 'sh taken.sh'], { 'taken.sh': script });
  t.equal(judged.status, 1, 'the program’s fault, not the lab’s');
  t.notOk(judged.trouble);
  t.notSame(getFailed(judged), itsComments, 'and more than its comments');
  const { stdout } = await runLab(['.lab/latest/timing/logs/server.log'], {
    ...place,
    command: ['cat'],
  });
  t.match(stdout, /Address already in use/, 'its own words are kept');
});

t.test('a program that fills the folder it may write to', async (t) => {
  const script = `(while :; do cat /dev/zero >>"$TMPDIR/fill"; sleep 0.01; done) 2>/dev/null &
exec /usr/bin/python3 right.py
`;
  const { judged } = await play(t, ['--server', 'sh fill.sh'], { 'fill.sh': script });
  t.same(getFailed(judged), itsComments, 'no witness is short of paper');
  const unknown = judged.verdicts.filter(({ outcome }) => outcome === 'unknown');
  t.same(unknown, []);
});

t.test(
  'a program that fills the stage’s own folder takes the evidence, not the verdict',
  async (t) => {
    const script = `(while :; do cat /dev/zero >>/run/lab/play/fill; sleep 0.01; done) 2>/dev/null &
until ! echo >/run/lab/play/probe; do rm -f /run/lab/play/probe; sleep 0.01; done 2>/dev/null
exec /usr/bin/python3 right.py
`;
    const loud = { 'fill.sh': script };
    const { judged } = await play(t, ['--server', 'sh fill.sh', '--link-bw', '100'], loud);
    const isSaid = judged.verdicts.every(({ outcome }) => outcome !== 'fail');
    t.ok(
      isSaid || getFailed(judged).every((check) => itsComments.includes(check)),
      'no false blame',
    );
    t.ok([1, 2].includes(judged.status ?? 0));
  },
);

t.test('a program that ends all it can see', async (t) => {
  const { judged } = await play(t, ['--server', 'sleep 0.2; kill -s KILL -- -1']);
  t.equal(judged.status, 2, 'undecided');
  const handshake = judged.verdicts.find(({ check }) => check === 'handshake');
  t.match(handshake, { outcome: 'unknown', because: /a program of the play has killed it/ });
});

t.test('a capture that is ended in the midst of a play', async (t) => {
  const script = `/usr/bin/python3 -c '
import os, signal
for name in os.listdir("/proc"):
    if name.isdigit() and open("/proc/%s/comm" % name).read().strip() == "tcpdump":
        os.kill(int(name), signal.SIGKILL)'
exec /usr/bin/python3 right.py
`;
  const { judged } = await play(t, ['--server', 'sh blind.sh'], { 'blind.sh': script });
  const order = judged.verdicts.find(({ check }) => check === 'order-follows-wire');
  t.match(order, { outcome: 'unknown', because: /tcpdump/ });
  t.equal(judged.criteria.find(({ id }) => id === 6)?.points, 0, 'no points for the undecided');
});

/** One program as a server that never listens: it does what it does, and ends. */
async function playAlone(stage: Stage, command: string): Promise<JournalEvent[]> {
  const env = { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', LANG: 'C.UTF-8' };
  const argv = ['sh', '-c', command];
  const { events, trouble } = await stage.play({
    programs: [{ role: 'server', host: 'h1', argv, env, ours: false }],
    steps: [],
    limitMs: 1000,
    listenMs: 5000,
  });
  t.equal(trouble, undefined);
  return events;
}

t.test('a warm stage has no daemon, listener or file of the play before', async (t) => {
  const place = await makePlace(t, ['lab-daemon-of-']);
  const box = await openBox('local');
  t.teardown(() => box.close());
  const facts = await checkBox(box, { netem: false, openVSwitch: false, node: false });
  const stage = await openStage(box, { ...facts, pushed: stageFiles });
  t.teardown(() => stage.close());
  const file = path.resolve('topologies/xy.py');
  await stage.build({
    topology: { label: 'xy', file, name: 'xy' },
    switch: 'lxbr',
    links: {},
    server: 'h1',
    clients: ['h2', 'h3'],
  });
  const mark = `lab-daemon-of-${process.pid}`;
  const script = `echo old >"$TMPDIR/file"; mkdir "$TMPDIR/folder"
python3 -c 'import os, signal, time, socket, sys
for number in (1, 2, 15): signal.signal(number, signal.SIG_IGN)
if os.fork(): os._exit(0)
os.setsid()
if os.fork(): os._exit(0)
listener = socket.create_server(("", 12000))
open(os.environ["TMPDIR"] + "/up", "w").close()
time.sleep(600)' ${mark}
until [ -e "$TMPDIR/up" ]; do sleep 0.01; done
ss -Hltn`;
  const first = await playAlone(stage, script);
  t.ok(
    getEvents(first, 'line').some(({ text }) => text.includes(':12000')),
    'the daemon listened',
  );
  const look = 'ps -eo args; ss -Hltn; ls -A "$TMPDIR"; pwd';
  const lines = getEvents(await playAlone(stage, look), 'line').map(({ text }) => text);
  t.ok(lines.includes('/run/lab-programs'), 'it was looked at');
  t.same(
    lines.filter((line) => line.includes(mark) || line.includes(':12000')),
    [],
  );
  t.same(lines.slice(-1), ['/run/lab-programs'], 'pwd is last, and nothing is listed before it');
  await stage.close();
  await box.close();
  await assertClean(t, place);
});
