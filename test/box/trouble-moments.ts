/** The phases of a run at which somebody may end it, each held or observed, never guessed. */
import { constants, openSync, writeSync } from 'node:fs';
import { chmod, readdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import type { Test } from 'tap';
import { runAsRoot } from '../boxes/sshd.ts';
import { waitFor, waitForPhase } from './lab-command.ts';
import { findMarked } from './leftovers.ts';
import { findRun, type Place } from './trouble.ts';

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

/** Stops the capture, which the stage then awaits for some seconds, and ignores SIGTERM. */
const holdsCollecting = `import os, signal, socket, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
def stop_capture():
    for name in filter(str.isdigit, os.listdir("/proc")):
        try:
            if open("/proc/%s/comm" % name).read().strip() == "tcpdump":
                os.kill(int(name), signal.SIGSTOP)
                return True
        except OSError:
            continue
while not stop_capture():
    time.sleep(0.01)
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
        ...(await useServer(place, holdsCollecting)),
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
