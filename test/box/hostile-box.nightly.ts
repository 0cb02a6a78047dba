/**
 * A box that is hostile, reached over a real sshd: its tools are not what they seem, and answer with
 * escapes, lies and floods (SECURITY.md). Whatever it sends: the lab ends, says so in one message
 * without a stack, puts no byte of it raw on a terminal, and writes nothing but into .lab.
 */
import { chmod, mkdir, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import t, { type Test } from 'tap';
import { startSshd } from '../boxes/sshd.ts';
import { runLab, slowMachineMs } from './lab-command.ts';
import { assertClean, makePlace } from './trouble.ts';

t.setTimeout(3 * slowMachineMs);
t.jobs = 2;

const attack = String.raw`\033]0;owned\007\033[2J\r::error::owned\342\200\256`;
const ready = `echo '{"ready":{"python":"3.11.2"}}'`;
/** In the stage's stead: what it says before it waits for a word, and what it answers. */
const stage = (answer: string) => `${ready}; read word; ${answer}; sleep 600 & wait`;

interface Case {
  /** The tools that are not what they seem, by name; each a line of sh(1). */
  tools: Record<string, string>;
  status: readonly number[];
  says: RegExp;
}

const cases: Readonly<Record<string, Case>> = {
  'escapes and commands for CI in what it says of itself': {
    tools: { uname: `printf '${attack}'` },
    status: [0, 2],
    says: /100\/100|undecided/,
  },
  'more processors than there are, and no number for them': {
    tools: { getconf: 'case $1 in _*) echo 1e308;; *) echo NaN;; esac' },
    status: [0, 2],
    says: /100\/100|undecided/,
  },
  'a box that tells of other files than those it has': {
    // It was intact when it was looked at, and is something else from then on.
    tools: {
      mv: `/bin/mv "$@"; for target; do :; done; echo 'raise SystemExit("swapped")' >"$target"`,
    },
    status: [3],
    says: /lab: The stage ended by itself .*\n *swapped/,
  },
  'a hash that is another': {
    tools: { sha256sum: `cat >/dev/null; printf '%064d  -\\n' 0` },
    status: [3],
    says: /lab: .* did not arrive on .* as it was sent/,
  },
  'a flood in answer to the first question': {
    tools: { id: `head -c 20000000 /dev/zero | tr '\\0' x; printf '${attack}'` },
    status: [3],
    says: /lab: .* has no place for files: x{100,}/,
  },
  'a line without end': {
    tools: { unshare: stage('cat /dev/zero') },
    status: [3],
    says: /lab: The stage sent a line of over 4194304 bytes/,
  },
  'escapes in an error of the stage': {
    tools: {
      unshare: stage(`printf '{"id":1,"error":{"code":"X","message":"m\\\\u001b[2J"}}\\n'`),
    },
    status: [3],
    says: /lab: m/,
  },
  'a file that is to lie elsewhere': {
    tools: { unshare: stage(`echo '{"file":"../../owned","data":"b3duZWQ="}'`) },
    status: [3],
    says: /lab: .*an invalid message/,
  },
  'words on standard error without end': {
    tools: { unshare: `yes "$(printf '${attack}')" | head -c 50000000 >&2; exit 1` },
    status: [3],
    says: /stage/i,
  },
};

async function playOn(t: Test, { tools, status, says }: Case): Promise<void> {
  const place = await makePlace(t);
  const bin = path.join(place.folder, 'hostile');
  await mkdir(bin);
  await chmod(place.folder, 0o755);
  for (const [name, script] of Object.entries(tools)) {
    await writeFile(path.join(bin, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  }
  const config = [`ForceCommand PATH=${bin}:$PATH exec sh -c "$SSH_ORIGINAL_COMMAND"`];
  const sshd = await startSshd({ config });
  t.teardown(() => sshd.stop());
  const env = { ...place.env, LAB_SSH_KEY: sshd.keyPath, HOME: place.folder };
  const flags = ['--delay-y', '200', '--box', sshd.address];
  const lab = await runLab(flags, { folder: place.folder, env });
  const text = `${lab.stdout}${lab.stderr}`;
  t.ok(
    status.includes(lab.status ?? -1),
    `exit ${lab.status}: ${JSON.stringify(text.slice(-700))}`,
  );
  t.match(text, says);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not come.
  t.notMatch(text, /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e]/, 'nothing raw');
  t.notMatch(text, /^::error::owned/m, 'no command for CI');
  t.notMatch(text, /\n\s+at .*:\d+:\d+|bug of the lab/, 'no stack, no bug');
  t.ok(text.length < 15_000, `${text.length} characters`);
  if (lab.status === 3) t.equal(text.match(/^(lab: |! )/gm)?.length, 1, 'one message');
  const known = ['.cache', '.lab', 'bin', 'hostile', 'tmp'];
  const names = (await readdir(place.folder)).filter((name) => !known.includes(name));
  t.same(names, [], 'nothing was written elsewhere');
  const kept = await readdir(place.folder, { recursive: true });
  t.same(
    kept.filter((name) => name.includes('owned')),
    [],
  );
  await assertClean(t, place);
}

for (const [name, one] of Object.entries(cases)) {
  t.test(name, { buffered: true }, (t) => playOn(t, one));
}
