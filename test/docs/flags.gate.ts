/** Flags, commands and make targets: what exists is in the docs, and what the docs name exists. */
import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import t from 'tap';
import { assignments } from '../../lab/assignments/index.ts';
import { getVerbs, readHelp } from './blocks.ts';
import { getFences, readDocs, root } from './read-docs.ts';

const run = promisify(execFile);
const docs = readDocs();
const everything = docs.map(({ text }) => text).join('\n');

/** Flags of other people's tools, as `TOOL --flag` in one line of a doc. */
const foreign: Readonly<Record<string, readonly string[]>> = {
  apt: ['--no-install-recommends'],
  npm: ['--ignore-scripts'],
  ncat: ['--broker'],
  rustc: ['--edition'],
  mn: ['--custom', '--topo', '--switch', '--controller', '--test', '--link'],
  unshare: [
    '--user',
    '--map-root-user',
    '--kill-child',
    '--net',
    '--pid',
    '--mount',
    '--ipc',
    '--uts',
    '--fork',
  ],
  sbatch: ['--array'],
  squeue: ['--array'],
  Slurm: ['--requeue'],
};

const flagPattern = /(?<![\w-])--[a-z][a-z-]*[a-z]\b/g;

function findFlags(text: string): string[] {
  return [...new Set(text.match(flagPattern) ?? [])];
}

/** The flags of all commands: lab/<verb>.mjs, the programs, and the scripts that are named. */
async function readFlags(): Promise<Map<string, string[]>> {
  const verbs = getVerbs().map(async (verb) => [verb, findFlags(await readVerb(verb))] as const);
  const all = await Promise.all([...assignments.values()].map((entry) => entry.load()));
  const entries = all.flatMap(({ programs }) => [programs.server.entry, programs.client.entry]);
  const programs = entries.map(async (entry) => {
    const { stdout } = await run(process.execPath, ['--import=tsx', entry, '--help'], {
      cwd: root,
    });
    return [entry, findFlags(stdout)] as const;
  });
  const script = readFileSync(path.join(root, 'lab/boxes/provision.sh'), 'utf8');
  const flags = new Map(await Promise.all([...verbs, ...programs]));
  return flags.set('provision.sh', findFlags(script.split('set -eu')[0] ?? ''));
}

/** The help of a command; what plays has the flags of each assignment's roles. */
async function readVerb(verb: string): Promise<string> {
  if (verb !== 'run') return readHelp(verb);
  const names = [...assignments.keys()];
  const texts = names.map((name) => readHelp(verb, ['--assignment', name]));
  return (await Promise.all(texts)).join('\n');
}

t.test('flags', async (t) => {
  const flags = await readFlags();

  t.test('every flag of a command is in the docs', async (t) => {
    for (const verb of getVerbs()) {
      const own = flags.get(verb) ?? [];
      t.ok(own.length > 1, `${verb} has flags`);
      const written = findFlags(everything);
      t.same(
        own.filter((flag) => !written.includes(flag)),
        [],
        `all flags of ${verb} are in the docs`,
      );
    }
  });

  t.test('every flag in the docs exists', async (t) => {
    const known = new Set([...flags.values()].flat());
    for (const doc of docs) {
      const wrong = doc.text.split('\n').flatMap((line, index) => {
        const tools = Object.keys(foreign).filter((tool) => new RegExp(`\\b${tool}\\b`).test(line));
        const allowed = tools.flatMap((tool) => foreign[tool] ?? []);
        const strange = findFlags(line).filter((f) => !known.has(f) && !allowed.includes(f));
        // The example of a wrong flag shows what the lab answers.
        const isWrongOnPurpose = line.includes('--dely-y');
        return isWrongOnPurpose ? [] : strange.map((flag) => `line ${index + 1}: ${flag}`);
      });
      t.same(wrong, [], `${doc.path} names no flag that does not exist`);
    }
  });

  t.test('a command in the docs has only flags of its own', async (t) => {
    for (const doc of docs) {
      for (const [, verb = '', rest = ''] of doc.text.matchAll(/lab\/(\w+)\.mjs([^\n`]*)/g)) {
        if (!t.ok(getVerbs().includes(verb), `${doc.path}: lab/${verb}.mjs exists`)) continue;
        const own = flags.get(verb) ?? [];
        // What stands in quotes is somebody else's command.
        const words = findFlags(rest.replaceAll(/'[^']*'/g, '')).filter((f) => f !== '--dely-y');
        t.same(
          words.filter((flag) => !own.includes(flag)),
          [],
          `${doc.path}: lab/${verb}.mjs${rest}`,
        );
      }
    }
  });
});

t.test(
  'every target of `make help` is in a README, and every one that is named exists',
  async (t) => {
    const { stdout } = await run('make', ['--no-print-directory', 'help'], { cwd: root });
    const targets = [...stdout.matchAll(/^\s*make (\S+)/gm)].map(([, name = '']) => name);
    t.ok(targets.includes('lab') && targets.includes('test'), 'make help lists the commands');
    const fences = docs.flatMap(getFences).filter(({ language }) => language === 'sh');
    const shown = [everything.match(/`make [^`]*`/g) ?? [], fences.map(({ text }) => text)].flat();
    const named = shown.flatMap((text) =>
      [...text.matchAll(/^`?make ([a-z-]+)/gm)].map(([, name = '']) => name),
    );
    const missing = targets.filter((target) => !named.includes(target));
    t.same(missing, [], 'none is missing in the docs');
    const makefile = readFileSync(path.join(root, 'Makefile'), 'utf8');
    const strange = named.filter((name) => !new RegExp(`^${name}:`, 'm').test(makefile));
    t.same(strange, [], 'none is made up');
  },
);

t.test('links between docs lead somewhere', async (t) => {
  const anchors = new Map(docs.map((doc) => [doc.path, findAnchors(doc.text)]));
  let count = 0;
  for (const doc of docs) {
    const prose = doc.text.replace(/^```[\s\S]*?^```$/gm, '').replaceAll(/`[^`\n]*`/g, '');
    for (const [, target = ''] of prose.matchAll(/\]\(([^)\s]+)\)/g)) {
      if (/^[a-z]+:/.test(target)) continue;
      count += 1;
      const [file = '', anchor] = target.split('#');
      const there = path.posix.join(path.posix.dirname(doc.path), file || '.');
      const place = file === '' ? doc.path : there.replace(/\/$/, '');
      t.ok(existsSync(path.join(root, place)), `${doc.path} -> ${target}`);
      if (anchor === undefined) continue;
      const known = anchors.get(place) ?? anchors.get(`${place}/README.md`) ?? [];
      t.ok(known.includes(anchor), `${doc.path} -> ${target} is a heading`);
    }
  }
  t.ok(count > 20, 'the docs lead to each other');
});

/** Headings as GitHub makes anchors of them. */
function findAnchors(text: string): string[] {
  return [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s-]/gu, '')
      .replaceAll(' ', '-'),
  );
}
