/** --watch, as a user works with it: edits of a scenario and of a program, and Ctrl-C. */
import { appendFile, cp, readFile, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import t, { type Test } from 'tap';
import { makeLabFolder, root, runLab, slowMachineMs, startLab, waitFor } from './lab-command.ts';
import { assertNothingLeft, findMarked, takeSnapshot } from './leftovers.ts';

t.setTimeout(slowMachineMs);

const conversation = 'project/programs/server/conversation.ts';

/** A project of its own, whose programs can be edited. */
async function makeProject(t: Test): Promise<string> {
  const folder = await makeLabFolder(t);
  const project = path.join(folder, 'project');
  for (const name of ['lab', 'programs', 'topologies', 'package.json']) {
    await cp(path.join(root, name), path.join(project, name), { recursive: true });
  }
  await symlink(path.join(root, 'node_modules'), path.join(project, 'node_modules'));
  return folder;
}

/** A scenario file in which one of the two clearly sends first. */
function writeScenario(folder: string, first: 'X' | 'Y'): Promise<void> {
  const clients = [
    { role: 'X', name: 'Alice', sendMs: first === 'X' ? 350 : 600 },
    { role: 'Y', name: 'Bob', sendMs: first === 'Y' ? 350 : 600 },
  ];
  const checks = ['order-follows-wire', 'both-told-same', 'exact-text'];
  const scenario = { name: 'mine', title: 'mine', clients, checks };
  return writeFile(path.join(folder, 'mine.yaml'), JSON.stringify(scenario));
}

t.test('a verdict follows each edit; what does not compile is said', async (t) => {
  const folder = await makeProject(t);
  const before = await takeSnapshot([folder]);
  await writeScenario(folder, 'X');
  const command = [process.execPath, path.join(folder, 'project/lab/run.mjs')];
  const lab = startLab(['--watch', 'mine.yaml'], { folder, command, limitMs: 200_000 });
  let rounds = 0;
  const from = { stdout: 0, stderr: 0 };
  /** What was said since the last time, once the watch waits again. */
  const nextRound = async () => {
    rounds += 1;
    await waitFor(`round ${rounds}`, async () => {
      const count = lab.said.stderr.split('; Ctrl-C ends it\n').length - 1;
      return count >= rounds ? true : undefined;
    });
    const stdout = lab.said.stdout.slice(from.stdout);
    const stderr = lab.said.stderr.slice(from.stderr);
    from.stdout = lab.said.stdout.length;
    from.stderr = lab.said.stderr.length;
    return { stdout, stderr };
  };
  const findStage = async () =>
    (await findMarked([folder])).find(({ command }) => command.includes('stage.py'))?.pid;

  const first = await nextRound();
  t.match(first.stdout, /^. mine {2}X first by/m);
  t.match(first.stderr, /Watching .*programs\/, mine\.yaml, .*xy\.py; Ctrl-C/);
  const stage = await findStage();
  t.ok(stage, 'the network stays up');

  await writeScenario(folder, 'Y');
  const second = await nextRound();
  t.match(second.stderr, /Changed: mine\.yaml\n/);
  t.match(second.stdout, /^. mine {2}Y first by/m, 'the scenario is read again');

  const right = await readFile(path.join(folder, conversation), 'utf8');
  await writeFile(
    path.join(folder, conversation),
    right.replace("' received before '", "' came before '"),
  );
  const third = await nextRound();
  t.match(third.stderr, /Changed: .*programs\/server\/conversation\.ts\n/);
  t.match(third.stdout, /✗ exact-text: the text is “Y: Bob came before X: Alice”/);

  await writeFile(path.join(folder, conversation), `${right}\nconst broken = ;\n`);
  const fourth = await nextRound();
  t.match(fourth.stderr, /The programs do not compile:\n.*Unexpected ";"/);
  t.match(fourth.stderr, /programs\/server\/conversation\.ts:\d+:\d+:/);
  t.equal(fourth.stdout, '', 'no verdict on what is not there');

  await writeFile(path.join(folder, 'mine.yaml'), 'name: mine\n');
  t.match((await nextRound()).stderr, /lab: mine\.yaml: title: /);

  await writeScenario(folder, 'X');
  t.match((await nextRound()).stderr, /The programs do not compile/, 'it still does not');
  await writeFile(path.join(folder, conversation), right);
  const last = await nextRound();
  t.match(last.stdout, /^. mine {2}X first by/m);
  t.notMatch(last.stdout, /✗ exact-text/);
  t.equal(await findStage(), stage, 'all on one network');

  await appendFile(path.join(folder, 'project/topologies/xy.py'), '# changed\n');
  const anew = await nextRound();
  t.match(anew.stderr, /Changed: .*topologies\/xy\.py\n/);
  t.match(anew.stdout, /^. mine {2}X first by/m);
  t.not(await findStage(), stage, 'a topology that changed is built anew');

  lab.send('SIGINT');
  const { status, signal } = await lab.ended;
  t.equal(status, 130, `${signal}`);
  await assertNothingLeft(t, before);
});

t.test('Ctrl-C in the midst of a play ends it as well', async (t) => {
  const folder = await makeLabFolder(t);
  const before = await takeSnapshot([folder]);
  const lab = startLab(['--watch', '--send-x', '60000'], { folder });
  await waitFor('the stage', async () =>
    (await findMarked([folder])).find(({ command }) => command.includes('--role X')),
  );
  lab.send('SIGINT');
  t.equal((await lab.ended).status, 130);
  await assertNothingLeft(t, before);
});

t.test('one document has no place for a second verdict', async (t) => {
  const folder = await makeLabFolder(t);
  const { status, stderr } = await runLab(['--watch', '--json'], { folder });
  t.equal(status, 64);
  t.match(stderr, /--watch prints one verdict after the other, not --json/);
});
