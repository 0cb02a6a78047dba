/** A class of forty: how long it takes; and Ctrl-C in the midst keeps all that was marked. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import t, { type Test } from 'tap';
import { corpus, findSubmissions } from '../submissions/table.ts';
import { makeLabFolder, root, runLab, slowMachineMs } from './lab-command.ts';

t.setTimeout(10 * slowMachineMs);
const script = path.join(root, 'lab/grade.mjs');
const command = [process.execPath, script];

/** Submissions of the corpus, again and again, under names of their own. */
async function makeClass(t: Test, size: number): Promise<string> {
  const folder = await makeLabFolder(t);
  await mkdir(path.join(folder, 'class'));
  const names = findSubmissions();
  for (let number = 0; number < size; number += 1) {
    const name = names[number % names.length] ?? '';
    const target = path.join(folder, 'class', `student-${`${number}`.padStart(2, '0')}`);
    await cp(path.join(corpus, name), target, { recursive: true });
  }
  return folder;
}

t.test('Ctrl-C keeps all that was marked, and --resume marks the rest', async (t) => {
  const folder = await makeClass(t, 4);
  const child = spawn(process.execPath, [script, 'class', '--stages', '2'], { cwd: folder });
  let stderr = '';
  for await (const chunk of child.stderr) {
    stderr += chunk;
    if (/^1\/4 /m.test(stderr)) {
      child.kill('SIGINT');
      break;
    }
  }
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  t.equal(child.exitCode, 130, stderr);
  const latest = path.join(folder, '.lab/latest');
  const page = await readFile(path.join(latest, 'index.html'), 'utf8');
  t.match(page, /of 4 are not marked yet/);
  const marked = (await readFile(path.join(latest, 'marks.csv'), 'utf8')).trim().split('\r\n');
  t.ok(marked.length >= 2, 'a heading and at least one');
  const rest = await runLab(['class', '--json', '--resume'], { folder, command, limitMs: 600_000 });
  t.equal(JSON.parse(rest.stdout).submissions.length, 4, rest.stderr);
});

t.test('forty submissions with all their plays', async (t) => {
  const folder = await makeClass(t, 40);
  const limitMs = 30 * 60_000;
  const { stdout, stderr } = await runLab(['class', '--json'], { folder, command, limitMs });
  const { submissions, wallMs } = JSON.parse(stdout);
  t.equal(submissions.length, 40, stderr);
  t.same(
    submissions.filter(({ outcome }: { outcome: string }) => outcome === 'trouble'),
    [],
  );
  t.comment(
    `40 submissions in ${(wallMs / 1000).toFixed(0)} s; 300 s is the promise on 2 idle cores`,
  );
});
