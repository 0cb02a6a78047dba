/**
 * The kernel itself tells each accept and each copy, in nanoseconds, beside the sampler in the same
 * play; and nothing of a trace is left on the machine, whatever ended the stage.
 */
import t, { type Test } from 'tap';
import { openLocalBox } from '../../lab/boxes/local.ts';
import { type EventOf, getEvents, type JournalEvent } from '../../lab/model/journal.ts';
import type { KernelKind } from '../../lab/stage/stage.ts';
import { openStage } from '../../lab/stage/stage.ts';
import { slowMachineMs } from '../box/lab-command.ts';
import { assertNothingLeft, findMarked } from '../box/leftovers.ts';
import { runAsRoot } from '../boxes/sshd.ts';
import { findInstances, listInstances, runWithTracefs, waitForInstances } from './instances.ts';
import {
  getLines,
  getStageOptions,
  makePlay,
  makeProgram,
  markProcesses,
  request,
} from './real-stage.ts';

t.setTimeout(slowMachineMs);

/** Says when it began each call, and when it was back. */
const server = `
import os, socket, threading, time
def timed(name, call, *words):
    before = time.monotonic_ns()
    result = call(*words)
    lines.append("%s %d %d" % (name, before, time.monotonic_ns()))
    return result
lines = []
listener = socket.create_server(("", 12000))
x = timed("accept", listener.accept)[0]
y = timed("accept", listener.accept)[0]
x.recv(3, socket.MSG_PEEK)
timed("y", y.recv, 2)
timed("y", y.recv, 100)
child = os.fork()
if child == 0:
    timed("x", os.read, x.fileno(), 100)
    print("\\n".join(lines), flush=True)
    os._exit(0)
os.waitpid(child, 0)
`;

/** Connects once it can, and sends after a while. */
function makeClient(role: string, host: string, waitS: number, text: string) {
  const script = `
import socket, time
time.sleep(${waitS})
while True:
    try: connection = socket.create_connection(("10.0.0.1", 12000)); break
    except ConnectionRefusedError: time.sleep(0.01)
time.sleep(0.2)
connection.sendall(b"${text}")
connection.recv(1)`;
  return makeProgram(role, host, `exec /usr/bin/python3 -c '${script}'`);
}

const play = makePlay([
  makeProgram('server', 'h1', `exec /usr/bin/python3 -c '${server}'`),
  makeClient('X', 'h2', 0, 'from X'),
  makeClient('Y', 'h3', 0.2, 'from Y, longer'),
]);

async function openWith(t: Test, kernelKind?: KernelKind) {
  const box = await openLocalBox();
  t.teardown(() => box.close());
  const stage = await openStage(box, {
    ...(await getStageOptions()),
    ...(kernelKind && { kernelKind }),
  });
  t.teardown(() => stage.close());
  return stage;
}

async function findStage(folder: string): Promise<number> {
  const found = await findMarked([folder]);
  return found.find(({ command }) => /^\S*python3?\S* .*stage\.py/.test(command))?.pid ?? 0;
}

t.test('accepts and copies, each between the call and its return', async (t) => {
  const { folder, before } = await markProcesses(t);
  const stage = await openWith(t, 'both');
  await stage.build(request);
  const made = await waitForInstances(await findStage(folder));
  const { events, trouble } = await stage.play(play);
  t.equal(trouble, undefined);
  const own = getLines(events, 'server').map((line) => line.split(' '));
  const told = [...getEvents(events, 'accepted'), ...getEvents(events, 'received')];
  t.same(
    told.map((event) => [event.kind, event.remote?.replace(/:.*/, ''), getBytes(event)]),
    [
      ['accepted', '10.0.0.2', undefined],
      ['accepted', '10.0.0.3', undefined],
      ['received', '10.0.0.3', 2],
      ['received', '10.0.0.3', 12],
      ['received', '10.0.0.2', 6],
    ],
    'a peek is no copy',
  );
  // The play's base is not known here, but each of them says within what it lies.
  const bases = told.map(({ atNs }, index) => {
    const [, called, returned] = own[index] ?? [];
    return [Number(called) - atNs, Number(returned) - atNs] as const;
  });
  const [earliest, latest] = [
    Math.max(...bases.map(([from]) => from)),
    Math.min(...bases.map(([, until]) => until)),
  ];
  t.ok(earliest <= latest, `all lie within their calls, to ${latest - earliest} ns`);
  checkAgainstSamples(t, events);
  t.match(getEvents(events, 'tracing'), [{ exact: true }]);
  t.same(getEvents(events, 'gap'), []);
  await stage.close();
  const names = await listInstances();
  t.same(
    made.filter((name) => names.includes(name)),
    [],
    'removed with the stage',
  );
  await assertNothingLeft(t, before);
});

function getBytes(event: EventOf<'accepted' | 'received'>): number | undefined {
  return event.kind === 'received' ? event.bytes : undefined;
}

/** What the kernel told lies between the samples that saw the change, for every connection. */
function checkAgainstSamples(t: Test, events: readonly JournalEvent[]): void {
  for (const { atNs, remote } of getEvents(events, 'accepted')) {
    const seen = getEvents(events, 'socket').find(
      (event) => event.remote === remote && event.accepted,
    );
    t.ok(seen && seen.atNs >= atNs, `${remote} was seen accepted after it was`);
    const not = getEvents(events, 'socket').findLast(
      (event) => event.remote === remote && !event.accepted,
    );
    t.ok(!not || not.previousAtNs <= atNs, `${remote} was not seen accepted before it was`);
  }
}

t.test('what a stage that was killed left is removed by the next; nothing else is', async (t) => {
  const { folder } = await markProcesses(t);
  const foreign = `other-${process.pid}`;
  await runWithTracefs(`mkdir instances/${foreign}`);
  t.teardown(() => runWithTracefs(`rmdir instances/${foreign}`));
  const living = await openWith(t);
  await living.build(request);
  const pid = await findStage(folder);
  const kept = await waitForInstances(pid);
  const stage = await openWith(t);
  await stage.build(request);
  const victim = (await findMarked([folder])).find(
    (each) => each.pid !== pid && /^\S*python3?\S* .*stage\.py/.test(each.command),
  );
  const left = await waitForInstances(victim?.pid ?? 0);
  const { trouble } = await stage.play(play, {
    onEvent: (event) => {
      if (event.kind !== 'accepted') return;
      void runAsRoot(['kill', '-KILL', String(victim?.pid)]);
    },
  });
  t.match(trouble, { code: 'STAGE_LOST' });
  t.ok(left.every((name) => kept.length > 0 && !kept.includes(name)));
  const next = await openWith(t);
  await next.build(request);
  t.match(getEvents((await next.play(play)).events, 'tracing'), [{ exact: true }]);
  const names = await listInstances();
  t.same(
    left.filter((name) => names.includes(name)),
    [],
    'of the one that was killed',
  );
  t.same(
    kept.filter((name) => !names.includes(name)),
    [],
    'of one that lives',
  );
  t.ok(names.includes(foreign), 'of somebody else');
});

/** Takes byte by byte, and wakes another thread for each. */
const busy = `
import os, socket, threading
listener = socket.create_server(("", 12000))
x, y = listener.accept()[0], listener.accept()[0]
one, other = os.pipe(), os.pipe()
def answer():
    while os.read(one[0], 1): os.write(other[1], b".")
threading.Thread(target=answer, daemon=True).start()
count = 0
while True:
    data = x.recv(1)
    if not data: break
    count += 1
    os.write(one[1], b".")
    os.read(other[0], 1)
print(count, flush=True)
os._exit(0)
`;

const flood = makePlay([
  makeProgram('server', 'h1', `exec /usr/bin/python3 -c '${busy}'`),
  makeProgram(
    'X',
    'h2',
    `exec /usr/bin/python3 -c '
import socket, time
while True:
    try: connection = socket.create_connection(("10.0.0.1", 12000)); break
    except ConnectionRefusedError: time.sleep(0.01)
time.sleep(0.2)
connection.sendall(b"." * 40000)'`,
  ),
  makeClient('Y', 'h3', 0.5, 'from Y'),
]);

t.test(
  'a server that is busier than can be traced loses no accept and no first copy',
  async (t) => {
    await markProcesses(t);
    const stage = await openWith(t, 'exact');
    await stage.build(request);
    const { events, trouble } = await stage.play(flood);
    t.equal(trouble, undefined);
    t.same(getLines(events, 'server'), ['40000']);
    t.same(getEvents(events, 'gap'), []);
    t.equal(getEvents(events, 'accepted').filter(({ remote }) => remote !== undefined).length, 2);
    const [first] = getEvents(events, 'received');
    t.match(first, { bytes: 1, calls: undefined });
    const [told] = getEvents(events, 'tracing');
    t.same(told?.without, ['waits', 'copies']);
    t.ok((told?.events ?? 0) < 300_000, `${told?.events} events were read`);
  },
);

t.test('where it is asked for, all is sampled, and that is said', async (t) => {
  const { folder } = await markProcesses(t);
  const stage = await openWith(t, 'sampled');
  await stage.build(request);
  t.same(await findInstances(await findStage(folder)), []);
  const { events } = await stage.play(play);
  t.match(getEvents(events, 'tracing'), [{ exact: false, because: /LAB_KERNEL=sampled/ }]);
  t.same(getEvents(events, 'accepted'), []);
  t.equal(getEvents(events, 'socket').filter(({ accepted }) => accepted).length > 1, true);
});
