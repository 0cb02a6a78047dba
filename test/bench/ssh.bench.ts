/**
 * What a slow way costs a warm run over SSH: its round trips, as the time that the way
 * adds divided by what it adds to one, beside those of `ssh host true`.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { openSshBox } from '../../lab/boxes/ssh.ts';
import { getPercentile } from '../../lab/sweep/summarize.ts';
import { startWay, type Way } from '../box/bad-way.ts';
import { startSshd, type TestSshd } from '../boxes/sshd.ts';
import { type Row, root, timeInTurn } from './harness.ts';

/** Ten times what the promise names: the count is the same, and a busy machine blurs it less. */
const roundTripMs = 500;

/** Round trips and bytes of a warm run of one scenario. */
export async function benchSsh(rounds = 5): Promise<Row[]> {
  const sshd = await startSshd();
  const folder = await mkdtemp(path.join(os.tmpdir(), 'mininet-lab-bench-'));
  const ways = [await startWay(sshd.port), await startWay(sshd.port, { roundTripMs })] as const;
  try {
    const [near = 0, far = 0, sshNear = 0, sshFar = 0] = await timeInTurn(
      [
        ...ways.map((way) => makeRun(way, sshd, folder)),
        ...ways.map((way) => makeFloor(way, sshd, folder)),
      ],
      rounds,
    );
    const opening = await countOpening(ways, sshd, rounds);
    const bytes = await countBytes(ways[0], sshd, folder);
    const all = (far - near) / roundTripMs;
    const floor = (sshFar - sshNear) / roundTripMs;
    const after = all - opening;
    return [
      {
        what: `A warm run of one scenario over a way of ${roundTripMs} ms (median of ${rounds}), whole command`,
        ours: `${all.toFixed(1)} round trips, ${opening.toFixed(1)} of them until the connection is ready; ${bytes}`,
        beside: `\`ssh host true\` ${floor.toFixed(1)} round trips`,
        promise: '<= 16 in all, <= 6 once the connection is ready',
        met: all <= 16 && after <= 6,
      },
    ];
  } finally {
    for (const way of ways) await way.stop();
    await sshd.stop();
    await rm(folder, { recursive: true });
  }
}

function makeRun(way: Way, sshd: TestSshd, folder: string): string[] {
  const env = [`LAB_SSH_KEY=${sshd.keyPath}`, `HOME=${folder}`];
  const flags = ['--send-x', '50', '--send-y', '250', '--box', `ssh://root@127.0.0.1:${way.port}`];
  const lab = [path.join(root, 'lab/run.mjs'), '--quiet', ...flags];
  // What the verdict is on a busy machine does not matter here; trouble does.
  const script = 'cd "$1"; shift; "$@"; test $? -le 2';
  return ['env', ...env, 'sh', '-c', script, 'sh', folder, process.execPath, ...lab];
}

function makeFloor(way: Way, sshd: TestSshd, folder: string): string[] {
  const options = ['StrictHostKeyChecking=accept-new', `UserKnownHostsFile=${folder}/known_hosts`];
  const words = ['-o', 'LogLevel=ERROR', ...options.flatMap((option) => ['-o', option])];
  return [
    ...['ssh', '-F', 'none', ...words, '-i', sshd.keyPath],
    ...['-p', String(way.port), 'root@127.0.0.1', 'true'],
  ];
}

/** Round trips from the first packet until commands can be given. */
async function countOpening(
  ways: readonly [Way, Way],
  sshd: TestSshd,
  rounds: number,
): Promise<number> {
  const times: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round += 1) {
    for (const [index, way] of ways.entries()) {
      const startedMs = performance.now();
      const box = await openSshBox(`ssh://root@127.0.0.1:${way.port}`, {
        identityFiles: [sshd.keyPath],
        knownHostsPath: path.join(sshd.folder, 'bench_known_hosts'),
        userKnownHostsPath: [],
      });
      times[index as 0 | 1].push(performance.now() - startedMs);
      await box.close();
    }
  }
  return (getPercentile(times[1], 50) - getPercentile(times[0], 50)) / roundTripMs;
}

async function countBytes(way: Way, sshd: TestSshd, folder: string): Promise<string> {
  const before = way.getBytes();
  await timeInTurn([makeRun(way, sshd, folder)], 0);
  const { sent, received } = way.getBytes();
  const kib = (bytes: number) => `${(bytes / 1024).toFixed(0)} KiB`;
  return `${kib(sent - before.sent)} sent, ${kib(received - before.received)} received`;
}
