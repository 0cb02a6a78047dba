/** Which network is played on again after somebody else's programs, and which never. */
import t, { type Test } from 'tap';
import { openLocalBox } from '../../lab/boxes/local.ts';
import { getEvents } from '../../lab/model/journal.ts';
import { StagePool } from '../../lab/stage/pool.ts';
import type { PlayRequest } from '../../lab/stage/protocol.ts';
import type { Stage } from '../../lab/stage/stage.ts';
import { slowMachineMs } from '../box/lab-command.ts';
import { getStageOptions, makePlay, makeProgram, request } from './real-stage.ts';

t.setTimeout(slowMachineMs);

/** Without SO_REUSEADDR; it closes first, so that its port stays taken for a minute. */
const server = `exec /usr/bin/python3 -c 'import socket
s = socket.socket(); s.bind(("", 12000)); s.listen()
c, _ = s.accept(); c.recv(8); c.sendall(b"x" * (1 << 22)); c.close()'`;

function makeTalk(client: string): PlayRequest {
  const programs = [
    makeProgram('server', 'h1', server),
    { ...makeProgram('X', 'h2', client), startMs: 0 },
  ];
  const play = makePlay(programs, [{ atMs: 0, role: 'X', do: 'start' }]);
  return { ...play, port: 12_000, again: true };
}

/** Connects, speaks, does `then`, and reads until the end. */
function makeClient(then: string): string {
  return `exec /usr/bin/python3 -c 'import os, socket
s = socket.create_connection(("10.0.0.1", 12000)); s.sendall(b"hello")
${then}
while s.recv(65536): pass'`;
}

async function use(t: Test, pool: StagePool, client: string, share: string): Promise<Stage> {
  return pool.use(request, { keep: true, share }, async ({ stage }) => {
    const { events, trouble } = await stage.play(makeTalk(client));
    t.equal(trouble, undefined);
    const phases = getEvents(events, 'phase').map(({ name }) => name);
    t.ok(phases.includes('listening'), 'the server could take its port');
    return stage;
  });
}

t.test('a network is played on again unless something is left on it', async (t) => {
  const box = await openLocalBox();
  t.teardown(() => box.close());
  const pool = new StagePool(box, await getStageOptions(), 1);
  t.teardown(() => pool.close());
  const read = makeClient('');
  const first = await use(t, pool, read, 'one');
  t.equal(await use(t, pool, read, 'one'), first, 'the port was forgotten');
  const other = await use(t, pool, read, 'other');
  t.not(other, first, 'another submission has a network of its own');
  // What was sent cannot be delivered any more: the kernel goes on trying.
  await use(t, pool, makeClient('os.system("ip link set h2-eth0 down")'), 'other');
  t.match(other.lost?.message, /used up: 10\.0\.0\.1:12000 is still \w+ on h1/);
  t.not(await use(t, pool, read, 'other'), other);
});
