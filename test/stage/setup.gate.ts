/**
 * A play whose sandbox cannot be set up is trouble of the lab; a program that prints the same words
 * and ends with the same status is judged. Real walls on a real stage; needs root and bubblewrap.
 */
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import t from 'tap';
import { firstReceived } from '../../lab/assignments/first-received/assignment.ts';
import { openLocalBox } from '../../lab/boxes/local.ts';
import { redirectLine } from '../../lab/grade/adapt.ts';
import { markLine } from '../../lab/grade/set-up.ts';
import { openWalls } from '../../lab/grade/walls.ts';
import { getRoles } from '../../lab/model/submission.ts';
import { slowMachineMs } from '../box/lab-command.ts';
import { getLines, makePlay, makeProgram, openRealStage, request } from './real-stage.ts';

t.setTimeout(slowMachineMs);

const folder = await mkdtemp(path.join(os.tmpdir(), 'lab-setup-test-'));
t.teardown(() => rm(folder, { recursive: true, force: true }));
await chmod(folder, 0o755);
const box = await openLocalBox();
const walls = await openWalls(
  (argv, options) => box.run(argv, options),
  folder,
  getRoles(firstReceived),
);
t.teardown(async () => {
  await walls.close();
  await box.close();
});
const stage = await openRealStage(t);
await stage.build(request);

const words = '/run/lab-walls/x/server/cgroup.procs: Directory nonexistent';
const getEnd = async (line: string, listenMs = 20_000) => {
  const play = makePlay([{ ...makeProgram('server', 'h1', line), setUp: true }]);
  const { events, trouble } = await stage.play({ ...play, listenMs });
  const exit = events.find((event) => event.kind === 'exited');
  return { trouble, status: exit?.status, lines: getLines(events, 'server') };
};

t.test(
  'a program that prints the words of a failed set-up and ends as one is judged',
  async (t) => {
    for (const status of [1, 2, 125, 127]) {
      const command = `echo 'bwrap: cannot create ${words}'; exit ${status}`;
      for (const line of [
        walls.wrapLine(command, { folder, role: 'server' }),
        markLine(command, ''),
      ]) {
        const end = await getEnd(line);
        t.equal(end.trouble?.message, undefined);
        t.equal(end.status, status);
        t.match(end.lines, [words]);
      }
    }
  },
);

t.test('one that the lab ends is no trouble, nor one that is killed', async (t) => {
  for (const command of ['exec sleep 600', 'kill -9 $$']) {
    const end = await getEnd(walls.wrapLine(command, { folder, role: 'server' }), 1_000);
    t.equal(end.trouble?.message, undefined);
  }
});

t.test('a set-up that does not end is trouble', async (t) => {
  const end = await getEnd(markLine('echo ran', 'sleep 600; '), 6_000);
  t.match(end.trouble, { code: 'SANDBOX_FAILED', message: /not done after \d+ s/ });
});

t.test('a redirection that cannot be made is trouble, with and without a sandbox', async (t) => {
  const before = redirectLine('server', { host: '10.0.0.1', port: 99_999 });
  const inside = walls.wrapLine('echo ran', { folder, role: 'server', before });
  for (const line of [inside, markLine('echo ran', before)]) {
    const end = await getEnd(line);
    t.match(end.trouble, { code: 'SANDBOX_FAILED', message: /sandbox of server .*99999/s });
    t.notOk(end.lines.includes('ran'));
  }
});

t.test('a control group that another lab removed is trouble, and says what was read', async (t) => {
  await walls.close();
  const end = await getEnd(walls.wrapLine('echo ran', { folder, role: 'server' }));
  t.match(end.trouble, { code: 'SANDBOX_FAILED', message: /cannot create .*cgroup\.procs/ });
  t.match(end.trouble, { hint: /No program ran/ });
  t.notOk(end.lines.includes('ran'));
});
