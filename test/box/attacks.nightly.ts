/**
 * Every attack of attacks.ts, from the submission to its report: it is stopped, the report names
 * what it did, nothing of it stays on the machine, and a right submission that is marked at the
 * same time gets all its points.
 *
 * What was shown: each attack has come out as stated here at least once, but not all of them in one
 * run of this file. What was not: processes of the walls that run as the submission's own user
 * (bubblewrap's process 1) can be opened by it, and `kills-everybody` ends them and so itself.
 * Attacks on the kernel itself are not tried, nor two submissions that work together.
 */
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import t from 'tap';
import { corpus } from '../submissions/table.ts';
import { attacks, type Grader, writeAttack } from './attacks.ts';
import { markingSchema } from './grade-corpus.ts';
import { makeLabFolder, root, runLab } from './lab-command.ts';
import { assertNothingLeft, takeSnapshot } from './leftovers.ts';

const limitMs = 480_000;
t.setTimeout(limitMs * attacks.length);

let strangers = 0;
const bystander = createServer((socket) => {
  strangers += 1;
  socket.destroy();
});
await new Promise<void>((resolve) => bystander.listen(0, '127.0.0.1', resolve));
t.teardown(() => bystander.close());
const address = bystander.address();
const port = typeof address === 'object' && address ? address.port : 0;

for (const attack of attacks) {
  t.test(attack.name, async (t) => {
    t.setTimeout(limitMs);
    const [folder, other] = [await makeLabFolder(t), await makeLabFolder(t)];
    const grader: Grader = { folder, secret: `secret-of-${process.pid}-${attack.name}`, port };
    await writeFile(path.join(folder, 'grader.txt'), grader.secret);
    const before = await takeSnapshot([folder, other]);
    const submission = await writeAttack(attack, folder, grader);
    const [attacked, right] = await Promise.all([
      mark(submission, folder),
      mark(path.join(corpus, 'python-threads'), other),
    ]);
    t.equal(right.marking?.grade?.points, 100, 'who is marked beside it gets all points', {
      grade: right.marking?.grade?.criteria.filter(({ outcome }) => outcome !== 'pass'),
      stderr: right.stderr,
    });
    const { marking, stdout, stderr } = attacked;
    const flags = marking?.flags ?? [];
    const points = marking?.grade?.points ?? 0;
    t.ok(marking, stderr);
    t.not(marking?.outcome, 'trouble', 'it is no trouble of the lab', { flags, stderr });
    t.not(marking?.outcome, 'pass');
    t.match(flags.join('\n'), attack.says, 'the report names it');
    t.match(flags.join('\n'), /left out: notes\.txt is a link/, 'its link was not followed');
    t.ok(points <= attack.mostPoints, `it gets ${points} points`);
    t.notMatch(stdout, /root:[*$!]/, 'nothing of /etc/shadow stands in the report');
    t.notOk(hasControls(stdout), 'what it printed commands no terminal');
    t.equal(strangers, 0, 'nobody came by from within the walls');
    await assertNothingLeft(t, before);
  });
}

async function mark(submission: string, folder: string) {
  const { stdout, stderr } = await runLab([submission, '--json'], {
    folder,
    command: [process.execPath, path.join(root, 'lab/grade.mjs')],
    limitMs: limitMs - 30_000,
  });
  const document = stdout === '' ? undefined : markingSchema.parse(JSON.parse(stdout));
  return { marking: document?.submissions[0], stdout, stderr };
}

/** Escapes, and what turns the direction of writing. */
function hasControls(text: string): boolean {
  const code = (char: string) => char.codePointAt(0) ?? 0;
  return [...text].some((char) => {
    const point = code(char);
    return (point < 32 && char !== '\n') || (point >= 127 && point < 160) || point === 0x202e;
  });
}
