/** zx lab/box.mjs: brings boxes up and down, and says which there are. One verb, one function. */
import path from 'node:path';
import type { Command } from 'commander';
import type { BoxKind } from '../boxes/kind.ts';
import { makeCommand, makeFlag, parseFlags } from '../flags/flags.ts';
import { LabError } from '../model/errors.ts';
import { endWithError } from '../output/trouble.ts';

interface BoxFlags {
  box?: string;
  json?: boolean;
}

/** The kinds that have something to bring up; each is loaded only when it is asked for. */
const kinds: Record<string, () => Promise<BoxKind>> = {
  vagrant: async () => (await import('../boxes/kind-vagrant.ts')).vagrantKind,
  qemu: async () => {
    const [{ makeQemuKind }, { describeSource, warmBox }, { loadAssignment }] = await Promise.all([
      import('../boxes/kind-qemu.ts'),
      import('../run/warm-box.ts'),
      import('../assignments/load.ts'),
    ]);
    const { assignment } = await loadAssignment();
    return makeQemuKind({
      warm: (box) => warmBox(box, assignment),
      describeSource: () => describeSource(assignment),
    });
  },
};

const verbs: Record<string, (flags: BoxFlags, words: readonly string[]) => Promise<number>> = {
  list: async () => list(),
  doctor: async ({ box, json }) => {
    const { runDoctor } = await import('./doctor.ts');
    return runDoctor({
      ...(box !== undefined && { boxName: box }),
      json: json === true,
      knownHostsPath: path.resolve('.lab/known_hosts'),
    });
  },
  up: async ({ box = 'qemu' }) => (await getKind(box)).up(),
  down: async ({ box = 'qemu' }) => (await getKind(box)).down(),
  ssh: async ({ box = 'qemu' }, words) => (await getKind(box)).ssh(words),
  build: async ({ box = 'qemu' }) => {
    const { build } = await getKind(box);
    if (build !== undefined) return build();
    throw new LabError('FLAG_WRONG', `The box ${box} is not built here`);
  },
};

function makeBoxCommand(argv: readonly string[]): Command {
  return (
    makeCommand('box', 'Brings boxes up and down, and says which there are.')
      .usage('[flags] <verb> [command …]')
      .argument('<verb>', Object.keys(verbs).join(', '))
      .argument('[command...]', 'for ssh: what to run there instead of a shell')
      // What stands behind `ssh` belongs to the command that is run there.
      .passThroughOptions(argv.includes('ssh'))
      .addOption(
        makeFlag('--box <where>', `${Object.keys(kinds).join(' or ')} (qemu); any box for doctor`),
      )
      .addOption(makeFlag('--json', 'doctor: one JSON document and nothing else'))
      .addHelpText(
        'after',
        '\n  list   every kind of box, and whether it can be used now' +
          '\n  doctor what a box has and lacks, and the commands that fix it' +
          '\n  up     start a box that stays, for many runs with --box' +
          '\n  down   end it' +
          '\n  ssh    a shell in it' +
          '\n  build  make the image that qemu starts from, and freeze it (make box);' +
          '\n         for vagrant: make that image into a .box (make vagrant-box)',
      )
  );
}

/** Runs the command and gives its exit code. Never rejects. */
export async function main(argv: readonly string[]): Promise<number> {
  try {
    const command = parseFlags(makeBoxCommand(argv), argv);
    if (!command) return 0;
    const [verb = '', words = []] = command.processedArgs as [string, string[]];
    const act = Object.hasOwn(verbs, verb) ? verbs[verb] : undefined;
    if (act === undefined) {
      throw new LabError('FLAG_WRONG', `There is no verb ${JSON.stringify(verb)}`, {
        hint: `Known are ${Object.keys(verbs).join(', ')}: zx lab/box.mjs --help`,
      });
    }
    return await act(command.opts<BoxFlags>(), words);
  } catch (error) {
    return endWithError(error, { json: argv.includes('--json'), box: 'qemu' });
  }
}

async function getKind(name: string): Promise<BoxKind> {
  const load = Object.hasOwn(kinds, name) ? kinds[name] : undefined;
  if (load !== undefined) return load();
  throw new LabError('FLAG_WRONG', `The box ${JSON.stringify(name)} is not one to bring up`, {
    hint: `These are: ${Object.keys(kinds).join(', ')}`,
  });
}

async function list(): Promise<number> {
  const lines: [string, string][] = [['local', 'this machine']];
  for (const [name, load] of Object.entries(kinds)) {
    lines.push([name, await (await load()).describe()]);
  }
  lines.push(['ssh://user@host:port', 'any machine that has what lab/boxes/provision.sh installs']);
  const width = Math.max(...lines.map(([name]) => name.length));
  for (const [name, about] of lines) process.stdout.write(`${name.padEnd(width)}  ${about}\n`);
  return 0;
}
