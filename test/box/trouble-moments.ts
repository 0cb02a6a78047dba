/**
 * The phases of a run at which somebody may end it, each held or observed, never guessed; and what
 * is asserted whoever is ended by whichever signal: one message, the right exit code, nothing left,
 * and what was witnessed until then kept and readable by lab/check.mjs.
 */
import { constants, openSync, writeSync } from 'node:fs';
import { chmod, readdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import type { Test } from 'tap';
import { runAsRoot } from '../boxes/sshd.ts';
import {
  type LabResult,
  type RunningLab,
  readWitnessed,
  startLab,
  waitFor,
  waitForPhase,
} from './lab-command.ts';
import { findMarked } from './leftovers.ts';
import {
  assertClean,
  findRun,
  getLabCommand,
  judgeAgain,
  makePlace,
  type Place,
} from './trouble.ts';

/** Who gets the signal: the lab itself, or on the box the stage, what started it, or sudo. */
export type Target = 'lab' | 'stage' | 'unshare' | 'sudo';

/** What a phase needs of the run that is started for it. */
interface Setup {
  flags: readonly string[];
  /** Words of a shell before the lab's command. */
  words?: readonly string[];
  /** Resolves once the run is in the phase. */
  wait(): Promise<unknown>;
}

export interface Moment {
  name: string;
  /** Whether there is a stage in this phase. */
  hasStage: boolean;
  /** What the run has kept by then: nothing, a folder for the scenario, or entries of a play. */
  keeps: 'nothing' | 'folder' | 'entries' | 'all';
  prepare(t: Test, place: Place): Promise<Setup>;
}

/** So late that no play ends by itself. */
const late = ['--delay-y', '60000'];

const inPhase =
  (name: string, flags: (place: Place) => Promise<string[]>) =>
  async (_t: Test, place: Place): Promise<Setup> => ({
    flags: [...late, ...(await flags(place))],
    wait: () => waitForPhase(place.folder, name),
  });

const none = async () => [];

/** Stops our clients before they can say that they are armed, then listens. */
const stopsClients = `import os, signal, socket, time
stopped = set()
while len(stopped) < 2:
    for name in filter(str.isdigit, os.listdir("/proc")):
        try:
            words = open("/proc/%s/cmdline" % name, "rb").read()
        except OSError:
            continue
        if b"client.mjs" in words and b"mnexec" not in words and name not in stopped:
            os.kill(int(name), signal.SIGSTOP)
            stopped.add(name)
server = socket.create_server(("", 12000))
time.sleep(600)
`;

/** Ignores the stage's request to end, which gives collecting half a second. */
const ignoresTerm = `import signal, socket, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
server = socket.create_server(("", 12000))
time.sleep(600)
`;

async function useServer(place: Place, text: string): Promise<string[]> {
  const file = path.join(place.folder, 'server.py');
  await writeFile(file, text);
  return ['--server', `exec /usr/bin/python3 ${file}`];
}

export const moments: readonly Moment[] = [
  {
    name: 'connecting',
    hasStage: false,
    keeps: 'nothing',
    prepare: async (t) => {
      // A box that takes the connection and says nothing.
      let connected = () => {};
      const isConnected = new Promise<void>((resolve) => {
        connected = resolve;
      });
      const mute = createServer((socket) => {
        socket.on('error', () => {});
        connected();
      });
      await new Promise<void>((resolve) => mute.listen(0, '127.0.0.1', resolve));
      t.teardown(() => mute.close());
      const address = mute.address();
      if (address === null || typeof address === 'string') throw new Error('no port');
      return { flags: ['--box', `ssh://root@127.0.0.1:${address.port}`], wait: () => isConnected };
    },
  },
  {
    name: 'looking',
    hasStage: false,
    keeps: 'nothing',
    prepare: async (_t, { folder }) => {
      // It takes as long as somebody waits for it.
      const slow = path.join(folder, 'bin/uname');
      const hold = `: >${folder}/called\nwhile kill -0 "$PPID"; do sleep 0.05; done`;
      await writeFile(slow, `#!/bin/sh\n${hold}\n`);
      await chmod(slow, 0o755);
      const wait = () =>
        waitFor('the look at the box', async () =>
          (await readdir(folder)).includes('called') ? true : undefined,
        );
      return { flags: late, wait };
    },
  },
  {
    name: 'building',
    hasStage: true,
    keeps: 'folder',
    prepare: async (_t, { folder }) => {
      const text = `import time
from mininet.topo import Topo


class Slow(Topo):
    def build(self):
        open(${JSON.stringify(path.join(folder, 'building'))}, "w").close()
        time.sleep(600)
`;
      await writeFile(path.join(folder, 'slow.py'), text);
      const wait = () =>
        waitFor('the building', async () =>
          (await readdir(folder)).includes('building') ? true : undefined,
        );
      return { flags: [...late, '--topology', 'slow.py:Slow'], wait };
    },
  },
  {
    name: 'starting',
    hasStage: true,
    keeps: 'entries',
    prepare: inPhase('starting', async () => ['--server', 'exec sleep 600']),
  },
  {
    name: 'listening',
    hasStage: true,
    keeps: 'entries',
    prepare: inPhase('listening', (place) => useServer(place, stopsClients)),
  },
  { name: 'armed', hasStage: true, keeps: 'entries', prepare: inPhase('armed', none) },
  { name: 'playing', hasStage: true, keeps: 'entries', prepare: inPhase('epoch', none) },
  {
    name: 'collecting',
    hasStage: true,
    keeps: 'entries',
    prepare: async (_t, place) => ({
      flags: [
        ...['--delay-y', '50', '--client-x', 'true', '--client-y', 'true'],
        ...(await useServer(place, ignoresTerm)),
      ],
      wait: () => waitForPhase(place.folder, 'collecting'),
    }),
  },
  {
    name: 'reporting',
    hasStage: false,
    keeps: 'all',
    prepare: async (_t, place) => {
      // Nobody reads what it prints, and the pipe is full already (fifo(7), pipe(7)).
      const pipe = path.join(place.folder, 'pipe');
      await runAsRoot(['mkfifo', '-m', '666', pipe]);
      const held = openSync(pipe, constants.O_RDWR | constants.O_NONBLOCK);
      try {
        for (;;) writeSync(held, Buffer.alloc(4096));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
      }
      const wait = async () => {
        const run = () => findRun(place);
        await waitFor('the result', async () => {
          const folder = path.join(place.folder, (await run()) ?? '');
          const names = await readdir(folder).catch(() => [] as string[]);
          return names.includes('result.json') ? true : undefined;
        });
        const isStage = ({ command }: { command: string }) => command.includes('stage.py');
        await waitFor('the end of the stage', async () =>
          (await findMarked(place.before.words)).some(isStage) ? undefined : true,
        );
      };
      const words = ['sh', '-c', 'pipe=$1; shift; exec "$@" >"$pipe"', 'sh', pipe];
      return { flags: ['--delay-y', '50', '--json'], words, wait };
    },
  },
];

/** The processes of a target; sudo, unshare and python carry stage.py in their arguments. */
async function findTargets(target: Target, { before }: Place): Promise<number[]> {
  const first = { stage: /^\S*python\S* /, unshare: /^unshare /, sudo: /^sudo / };
  if (target === 'lab') return [];
  const found = await findMarked(before.words);
  return found
    .filter(({ command }) => command.includes('stage.py') && first[target].test(command))
    .map(({ pid }) => pid);
}

export interface Ending {
  moment: Moment;
  target: Target;
  signal: NodeJS.Signals;
  /** Another user, who has sudo; default: whoever runs the test. */
  user?: string;
}

/** How a run came to its end: what the table shows. */
export interface Ended {
  how: string;
  ms: number;
  said: string;
}

/**
 * Starts a run, ends it in the phase, and asserts all that an end must be. Who survives a signal on
 * purpose (unshare ignores INT and TERM while its child runs, sudo hands them on to it) leaves the
 * run going: then it is ended by Ctrl-C.
 */
export async function endRun(t: Test, ending: Ending): Promise<Ended> {
  const { moment, target, signal, user } = ending;
  const place = await makePlace(t, user === undefined ? [] : [user]);
  if (user !== undefined) await runAsRoot(['chown', '-R', user, place.folder]);
  const setup = await moment.prepare(t, place);
  const asUser = user === undefined ? [] : ['setpriv', `--reuid=${user}`, `--regid=${user}`];
  const words = [
    ...asUser,
    ...(user === undefined ? [] : ['--init-groups']),
    ...(setup.words ?? []),
  ];
  const env = { ...place.env, ...(user !== undefined && { HOME: place.folder }) };
  const command = getLabCommand(words);
  const lab = startLab(setup.flags, { folder: place.folder, env, command });
  await Promise.race([
    setup.wait(),
    lab.ended.then(({ stderr }) => Promise.reject(new Error(`it ended by itself: ${stderr}`))),
  ]);
  const startedAt = performance.now();
  const isOver = await send(lab, ending, place);
  if (!isOver) lab.send('SIGINT');
  const result = await lab.ended;
  const ms = Math.round(performance.now() - startedAt);
  const blamed: Ending = isOver ? ending : { ...ending, target: 'lab', signal: 'SIGINT' };
  assertResult(t, blamed, result);
  await assertClean(t, place);
  await assertKept(t, blamed, place);
  const how = `${result.signal ?? result.status}${isOver ? '' : ` (${target} outlives ${signal})`}`;
  return { how, ms, said: getMessages(result)[0] ?? '' };
}

/** Sends the signal; false if whoever got it is known to go on. */
async function send(lab: RunningLab, ending: Ending, place: Place): Promise<boolean> {
  const { target, signal } = ending;
  if (target === 'lab') {
    lab.send(signal);
    return true;
  }
  const pids = await findTargets(target, place);
  if (pids.length === 0) throw new Error(`there is no ${target}`);
  await runAsRoot(['kill', '-s', signal.slice(3), ...pids.map(String)]).catch(() => {});
  const goesOn =
    (target === 'unshare' && (signal === 'SIGINT' || signal === 'SIGTERM')) ||
    (target === 'sudo' && signal !== 'SIGHUP');
  if (!goesOn) return true;
  const stages = await findTargets('stage', place);
  return stages.length === 0;
}

/** The lines by which the lab says why it ended, on either stream. */
function getMessages({ stdout, stderr }: LabResult): string[] {
  const lines = `${stderr}\n${stdout}`.split('\n');
  return lines.filter((line) => /Interrupted by|The stage ended|^lab: /.test(line));
}

function assertResult(t: Test, { moment, target, signal }: Ending, result: LabResult): void {
  const shown = JSON.stringify({ ...result, stdout: result.stdout.slice(0, 300) });
  if (target !== 'lab') {
    t.equal(result.status, 3, `trouble of the lab: ${shown}`);
    t.match(getMessages(result).join('\n'), /The stage ended by itself/, 'it says so');
    return;
  }
  if (signal === 'SIGKILL') {
    t.equal(result.signal, 'SIGKILL');
    return;
  }
  if (moment.name === 'reporting') {
    // All is done and nothing runs: the signal may end it where it stands, as it ends any program.
    t.ok(result.status === 130 || result.signal === signal, shown);
    return;
  }
  t.equal(result.status, 130, shown);
  const messages = getMessages(result);
  t.equal(messages.length, 1, `one message: ${messages.join(' | ')}`);
  t.match(messages[0], new RegExp(`Interrupted by ${signal}`));
}

async function assertKept(t: Test, ending: Ending, place: Place): Promise<void> {
  const { moment, target, signal } = ending;
  const run = await findRun(place);
  if (moment.keeps === 'nothing') {
    t.equal(run, undefined, 'nothing was begun');
    return;
  }
  if (run === undefined) throw new Error('no run is kept');
  const judged = await judgeAgain(place, run);
  if (moment.keeps === 'all') {
    t.equal(judged.status, 0, 'the whole run is kept');
    return;
  }
  t.equal(judged.status, 3, 'the run is read, and is in trouble');
  const code = target === 'lab' && signal !== 'SIGKILL' ? 'INTERRUPTED' : 'STAGE_LOST';
  t.equal(judged.trouble?.code, code, `${judged.trouble?.message}`);
  const failed = judged.verdicts.filter(({ outcome, informs }) => outcome === 'fail' && !informs);
  // The sources are whole, whatever became of the play; all else is not known.
  const aboutSources = ['explains-threads', 'well-documented'];
  const blamed = failed.map(({ check }) => check).filter((name) => !aboutSources.includes(name));
  t.same(blamed, [], 'it is held against no program');
  if (moment.keeps === 'folder') return;
  t.match(await readWitnessed(place.folder), /"kind":"started"/, 'what was witnessed is kept');
  const names = await readdir(path.join(place.folder, run), { recursive: true });
  const plan = names.find((name) => name.endsWith('plan.json')) ?? '';
  t.ok(JSON.parse(await readFile(path.join(place.folder, run, plan), 'utf8')), 'with its plan');
}
