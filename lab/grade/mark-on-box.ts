/**
 * Marks a shard of a class on one box: the lab itself goes there, and marks it as it would here.
 * Its lines come back as they are printed, its stored class when it has ended. What is marked there
 * stays until it was fetched, so that nothing is lost where the connection is.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { pipeline } from 'node:stream/promises';
import type { Box, BoxProcess } from '../boxes/box.ts';
import { LabError } from '../model/errors.ts';
import { formatShard, type Shard } from '../model/shard.ts';
import { joinWords } from '../model/wording.ts';
import { type BoxFacts, checkBox } from '../run/preflight.ts';
import { provideNode } from '../run/provide-node.ts';

export interface BoxShard {
  shard: Shard;
  /** Archives on this machine: pack-lab.ts. */
  packs: { lab: string; class: string; rubric: string | undefined };
  /** Flags of grade.mjs beside those that are given here. */
  flags: readonly string[];
  /** Goes on with what that box has marked of it. */
  resume: boolean;
  /** The folder .lab. */
  home: string;
  /** Gets each line of progress, without whose it is. */
  say(line: string): void;
}

/** The oldest Node that runs the lab itself (package.json); its programs need less. */
const oldestNode = [20, 19] as const;
/** What some languages need: where it is not, their submissions are unsupported there. */
const compilers = ['gcc', 'g++', 'make', 'javac', 'go'];
const setUpLimitMs = 300_000;

/**
 * Unpacks the lab once for its content, and the class anew; prints where. `$1` and `$2` are the
 * archives, `$3` names the shard's folder, `$4` is `yes` to keep what is marked, `$5` names the
 * lab. What nobody asked for in 30 days goes.
 */
const setUpScript = `set -eu
umask 022
base=\${HOME:-/root}/.cache/mininet-lab-class
lab=$base/lab-$5
work=$base/$3
mkdir -p "$base"
# What students handed in is nobody else's to read.
chmod 700 "$base"
find "$base" -mindepth 1 -maxdepth 1 -mtime +30 -exec rm -rf {} +
if ! [ -d "$lab" ]; then
  part=$base/part.$$
  mkdir "$part"
  tar -xzf "$1" -C "$part"
  mv -T "$part" "$lab" 2>/dev/null || rm -rf "$part"
fi
touch "$lab"
[ "$4" = yes ] || rm -rf "$work"
mkdir -p "$work"
rm -rf "$work/class"
mkdir "$work/class"
tar -xzf "$2" -C "$work/class"
echo "lab=$lab"
echo "work=$work"`;

/** In the shard's folder, without flags that the environment may have there. */
const markScript = `cd "$1"
shift
for name in $(env | sed -n 's/^\\(LAB_[A-Z_]*\\)=.*/\\1/p'); do unset "$name"; done
exec "$@"`;

/**
 * Gives the folder on this machine that holds the box's .lab/runs. Throws LabError: BOX_LACKS,
 * before anything is sent, where the box cannot mark; BOX_LOST; COMMAND_FAILED with its last words.
 */
export async function markOnBox(box: Box, asked: BoxShard, into: string): Promise<string> {
  const facts = await checkBox(box, { netem: false, openVSwitch: false, node: true });
  await checkTools(box, facts, asked);
  const { shard, packs, flags, resume, home, say } = asked;
  const node = isNewEnough(facts.nodeVersion)
    ? facts.node
    : await provideNode(box, facts, { home, say });
  const files = [packs.lab, packs.class, ...(packs.rubric === undefined ? [] : [packs.rubric])];
  const [lab = '', submissions = '', rubric] = await box.push(
    files.map((file) => ({ path: file })),
  );
  const key = createHash('sha256').update(JSON.stringify([lab, submissions, rubric, flags, shard]));
  const build = createHash('sha256').update(lab).digest('hex').slice(0, 16);
  const name = key.digest('hex').slice(0, 16);
  const setUp = await runAsRoot(box, facts, [
    ...['sh', '-c', setUpScript, 'sh', lab, submissions, name],
    ...[resume ? 'yes' : 'no', build],
  ]);
  const [, labThere = ''] = /^lab=(.*)$/m.exec(setUp) ?? [];
  const [, work = ''] = /^work=(.*)$/m.exec(setUp) ?? [];
  const words = ['class', '--as', 'class', '--shard', formatShard(shard), '--resume', ...flags];
  if (rubric !== undefined) words.push('--rubric', rubric);
  const command = [node, `${labThere}/lab/grade.mjs`, ...words];
  const last = await follow(
    await box.start([...facts.elevate, 'sh', '-c', markScript, 'sh', work, ...command]),
    say,
  );
  if (last.status === null || last.status > 3) throw describeEnd(box, last);
  await fetchRuns(box, facts, work, into);
  await runAsRoot(box, facts, ['rm', '-rf', work]);
  return into;
}

function isNewEnough(version: string): boolean {
  const [major = 0, minor = 0] = version.replace(/^v/, '').split('.').map(Number);
  const [oldest, least] = oldestNode;
  return major > oldest || (major === oldest && minor >= least);
}

/** Throws LabError BOX_LACKS in one sentence; what only some submissions need is said. */
async function checkTools(box: Box, facts: BoxFacts, { say, flags }: BoxShard): Promise<void> {
  const refuse = (because: string, hint: string) =>
    new LabError('BOX_LACKS', `The box ${box.name} cannot mark: ${because}`, { hint });
  const ownMachine = { x64: 'x86_64', arm64: 'aarch64' }[process.arch as string];
  if (facts.machine !== ownMachine) {
    const because = `its processor is ${facts.machine}, and this lab's packages are for`;
    throw refuse(`${because} ${ownMachine}`, 'Start the lab on a machine of that kind.');
  }
  const isTrusted = flags.includes('--trusted');
  if (!isTrusted && facts.root !== 'root' && facts.root !== 'sudo') {
    const because = 'it gives us no root, which the sandbox of submissions needs';
    throw refuse(because, 'Log in as root, or allow this user sudo without a password.');
  }
  const wanted = [...(isTrusted ? [] : ['bwrap']), 'tar', ...compilers];
  const look = `PATH=$PATH:/usr/sbin:/sbin
for tool in ${wanted.join(' ')}; do command -v $tool >/dev/null || echo $tool; done`;
  const { stdout } = await box.run(['sh', '-c', look]);
  const missing = wanted.filter((tool) => stdout.split('\n').includes(tool));
  const needed = missing.filter((tool) => !compilers.includes(tool));
  if (needed.length > 0) {
    const hint = 'Copy lab/boxes/provision.sh to the box and run it with sh.';
    throw refuse(`it lacks ${joinWords(needed)}`, hint);
  }
  if (missing.length > 0) {
    say(`it lacks ${joinWords(missing)}: what needs that is unsupported there`);
  }
}

/** A command of the lab there, to its end. Throws LabError COMMAND_FAILED, BOX_LOST. */
async function runAsRoot(box: Box, facts: BoxFacts, argv: readonly string[]): Promise<string> {
  const { status, stdout, stderr } = await box.run([...facts.elevate, ...argv], {
    limitMs: setUpLimitMs,
  });
  if (status === 0) return stdout;
  throw new LabError('COMMAND_FAILED', `The box ${box.name} could not be set up: ${stderr.trim()}`);
}

interface Last {
  status: number | null;
  lines: string[];
}

/** Says its lines; gives its status and the last of them. Throws LabError BOX_LOST. */
async function follow(running: BoxProcess, say: (line: string) => void): Promise<Last> {
  running.stdout.resume();
  const lines: string[] = [];
  const reading = createInterface({ input: running.stderr });
  reading.on('line', (line) => {
    say(line);
    if (lines.push(line) > 8) lines.shift();
  });
  const { status, lost } = await running.ended;
  if (lost !== undefined) throw lost;
  return { status, lines };
}

function describeEnd({ name }: Box, { status, lines }: Last): LabError {
  const words = lines.map((line) => line.replace(/^lab: /, '')).join(' ');
  const how = status === null ? 'by a signal' : `with ${status}`;
  return new LabError('COMMAND_FAILED', `On ${name} the marking ended ${how}: ${words}`);
}

/** Brings the stored runs of a shard here, in one stream. */
async function fetchRuns(box: Box, facts: BoxFacts, work: string, into: string): Promise<void> {
  await mkdir(into, { recursive: true });
  const there = await box.start([
    ...facts.elevate,
    'tar',
    '-C',
    `${work}/.lab/runs`,
    '-czf',
    '-',
    '.',
  ]);
  const here = spawn('tar', ['-xzf', '-', '--no-same-owner', '-C', into], {
    stdio: ['pipe', 'ignore', 'pipe'],
  });
  let said = '';
  for (const stream of [there.stderr, here.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
  }
  const closed = once(here, 'close');
  await pipeline(there.stdout, here.stdin).catch(() => {});
  const [status] = await closed;
  const end = await there.ended;
  if (end.lost !== undefined) throw end.lost;
  if (status === 0 && end.status === 0) return;
  throw new LabError(
    'COMMAND_FAILED',
    `The marks did not arrive from ${box.name}: ${said.trim()}`,
    {
      hint: 'They are still there: --resume fetches them.',
    },
  );
}
