/**
 * Real stages for tests: on this machine, with real Mininet. Processes are marked by a folder in
 * PATH, so that a test can tell whether anything of its own is left.
 */
import path from 'node:path';
import type { Test } from 'tap';
import { openLocalBox } from '../../lab/boxes/local.ts';
import type { JournalEvent } from '../../lab/model/journal.ts';
import { checkBox } from '../../lab/run/preflight.ts';
import type { BuildRequest, PlayRequest, ProgramRequest } from '../../lab/stage/protocol.ts';
import { openStage, type Stage, type StageOptions, stageFiles } from '../../lab/stage/stage.ts';
import { makeLabFolder, root } from '../box/lab-command.ts';
import { type Snapshot, takeSnapshot } from '../box/leftovers.ts';

/** The assignment's network. */
export const request: BuildRequest = {
  topology: { label: 'xy', file: path.join(root, 'topologies/xy.py'), name: 'xy' },
  switch: 'lxbr',
  links: {},
  server: 'h1',
  clients: ['h2', 'h3'],
};

/** How stages are started here, from a real look at the machine. */
export async function getStageOptions(): Promise<StageOptions> {
  const box = await openLocalBox();
  const { python, elevate } = await checkBox(box, { netem: false, openVSwitch: false, node: true });
  await box.close();
  return { python, elevate, pushed: stageFiles };
}

/** Marks what this process starts from now on, until the test's end. */
export async function markProcesses(t: Test): Promise<{ folder: string; before: Snapshot }> {
  const folder = await makeLabFolder(t);
  const inherited = process.env.PATH ?? '';
  process.env.PATH = `${folder}/bin:${inherited}`;
  t.teardown(() => {
    process.env.PATH = inherited;
  });
  return { folder, before: await takeSnapshot([folder]) };
}

/** Opens a stage that is closed at the test's end. */
export async function openRealStage(t: Test): Promise<Stage> {
  const box = await openLocalBox();
  t.teardown(() => box.close());
  const stage = await openStage(box, await getStageOptions());
  t.teardown(() => stage.close());
  return stage;
}

const env = { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', HOME: '/root', TERM: 'xterm' };

/** A foreign program that starts before the epoch: a shell script. */
export function makeProgram(role: string, host: string, script: string): ProgramRequest {
  return { role, host, argv: ['sh', '-c', script], env, ours: false };
}

/**
 * A server that listens once `file` is there, so that the epoch follows what another program did
 * (both run in the play's folder), and then waits.
 */
export function makeServerAfter(file: string): ProgramRequest {
  const script = `until [ -e ${file} ]; do sleep 0.01; done
exec /usr/bin/python3 -c 'import socket, time
s = socket.create_server(("", 12000)); time.sleep(600)'`;
  return makeProgram('server', 'h1', script);
}

/** A play of these programs that ends half a second after nothing happened any more. */
export function makePlay(
  programs: ProgramRequest[],
  steps: PlayRequest['steps'] = [],
  limitMs = 20_000,
): PlayRequest {
  return { programs, steps, limitMs, listenMs: 20_000, idleMs: 2_000, graceMs: 300 };
}

/** The lines that a role printed. */
export function getLines(events: readonly JournalEvent[], role: string): string[] {
  return events.flatMap((event) =>
    event.kind === 'line' && event.role === role ? [event.text] : [],
  );
}
