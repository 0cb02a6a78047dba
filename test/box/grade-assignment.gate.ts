/**
 * Marking by an assignment from outside the lab: its file is named by its path, it has one client
 * and speaks UDP. A class in Python, C and Java is found, built and played; --resume knows by which
 * assignment it was marked.
 */
import { cp, readFile } from 'node:fs/promises';
import path from 'node:path';
import t from 'tap';
import { findMissingTool, markingSchema } from './grade-corpus.ts';
import { makeLabFolder, root, runLab, slowMachineMs } from './lab-command.ts';

t.setTimeout(slowMachineMs);

const command = [process.execPath, path.join(root, 'lab/grade.mjs')];
const folder = await makeLabFolder(t);
// Not in the project: nothing of the lab is beside it.
const place = path.join(folder, 'udp-echo');
await cp(path.join(root, 'test/grade/udp-echo'), place, { recursive: true });
const grade = (...flags: string[]) => runLab(flags, { folder, command, limitMs: 240_000 });

t.test('a class with one client each is marked by it', async (t) => {
  const flags = ['udp-echo/hand-ins', '--assignment', 'udp-echo', '--json'];
  const { status, stdout, stderr } = await grade(...flags, '--csv', 'marks.csv');
  const { submissions } = markingSchema.parse(JSON.parse(stdout));
  const shown = submissions.map(({ name, outcome, grade }) => ({
    ...{ name, outcome },
    criteria: grade?.criteria.map((one) => one.outcome),
  }));
  const missing = (tool: string) => findMissingTool(`${tool}-`) !== undefined;
  for (const [name, outcome, criteria] of [
    ['ada-python', 'pass', ['pass', 'pass', 'pass']],
    ['bob-c', 'pass', ['pass', 'pass', 'pass']],
    ['cyd-java', 'pass', ['pass', 'pass', 'pass']],
    ['dan-python-wrong', 'fail', ['fail', 'pass', 'fail']],
    // Our client takes the place of the missing one, and earns nothing.
    ['eve-python-server', 'unknown', ['unknown', 'pass', 'pass']],
  ] as const) {
    if ((name === 'bob-c' && missing('c')) || (name === 'cyd-java' && missing('java'))) continue;
    const found = shown.find((one) => one.name === name);
    t.same(found, { name, outcome, criteria }, name, { stderr, submissions });
  }
  t.equal(status, 1);
  const bob = submissions.find(({ name }) => name === 'bob-c');
  if (!missing('c')) t.match(bob?.flags.join('\n'), /adapted: P is written for one machine/);
  t.match(
    await readFile(path.join(folder, 'marks.csv'), 'utf8'),
    /^dan-python-wrong,fail,0,30,0,/m,
  );

  const resumed = await grade(...flags, '--resume');
  t.equal(JSON.parse(resumed.stdout).directory, JSON.parse(stdout).directory, resumed.stderr);
  const other = await grade('udp-echo/hand-ins', '--resume');
  t.equal(other.status, 64, 'marked by another assignment it is another class');
});

t.test('its rubrics are those of the flag; the environment may name it', async (t) => {
  const explain = ['udp-echo/hand-ins/ada-python', '--explain', '--json'];
  const env = { LAB_ASSIGNMENT: path.join(place, 'assignment.mjs') };
  const { stdout, status } = await runLab(explain, { folder, command, env });
  t.equal(status, 0);
  t.match(JSON.parse(stdout).submission, {
    server: 'python3 UDPPingerServer.py',
    P: 'python3 UDPPingerClient.py {host} 12001 3',
  });
  const help = await grade('--assignment', 'udp-echo', '--help');
  t.match(help.stdout, /--rubric <name> +echo, answers, or a file of yours/);
  const wrong = await grade(...explain, '--assignment', 'udp-echo', '--rubric', 'later');
  t.equal(wrong.status, 64);
  t.match(wrong.stderr, /--rubric takes echo, answers or a file of yours/);
});
