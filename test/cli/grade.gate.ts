/** zx lab/grade.mjs where it plays nothing: --explain, --init, and what a user may get wrong. */
import { execFileSync } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import t from 'tap';
import { root, runLab } from '../box/lab-command.ts';
import { corpus } from '../submissions/table.ts';

const folder = await mkdtemp(path.join(os.tmpdir(), 'lab-cli-grade-test-'));
t.teardown(() => rm(folder, { recursive: true }));
const command = [process.execPath, path.join(root, 'lab/grade.mjs')];
const grade = (...flags: string[]) => runLab(flags, { folder, command });

t.test('--init writes what --explain shows, once', async (t) => {
  const submission = path.join(folder, 'mine');
  await cp(path.join(corpus, 'python-select'), submission, { recursive: true });
  const first = await grade(submission, '--init');
  t.same([first.status, first.stdout], [0, 'mine/submission.yaml\n'], first.stderr);
  const text = await readFile(path.join(submission, 'submission.yaml'), 'utf8');
  t.match(text, /^server: python3 tcp_server\.py 5005$/m);
  const { stdout } = await grade(submission, '--explain', '--json');
  const { submission: said, reasons } = JSON.parse(stdout);
  t.equal(said.server, 'python3 tcp_server.py 5005');
  t.match(reasons[0].because, /submission\.yaml says so/);
  const second = await grade(submission, '--init');
  t.equal(second.status, 64, 'what is there is not overwritten');
  t.equal(await readFile(path.join(submission, 'submission.yaml'), 'utf8'), text);
});

t.test('what cannot be run is said, with exit code 2', async (t) => {
  const { status, stdout } = await grade(path.join(root, 'topologies'), '--explain');
  t.equal(status, 2);
  t.match(stdout, /unsupported: no server and no client/);
});

t.test('a class that is named as one submission is refused, and nobody is mixed', async (t) => {
  const both = path.join(folder, 'both');
  await cp(path.join(corpus, 'python-select'), path.join(both, 'right-py'), { recursive: true });
  await cp(path.join(corpus, 'c-threads'), path.join(both, 'connect-c'), { recursive: true });
  execFileSync('/usr/bin/python3', ['-m', 'zipfile', '-c', '../x.zip', 'right-py', 'connect-c'], {
    cwd: both,
  });
  const one = await grade('x.zip', '--explain');
  t.equal(one.status, 64);
  t.match(
    one.stderr,
    /x\.zip holds several submissions: connect-c and right-py each have a server/,
  );
  t.match(one.stderr, /unpack it/i);
  t.equal((await grade('x.zip', '--explain', '--as', 'one')).status, 0, 'unless told so');
  const asClass = await grade('x.zip', '--explain', '--as', 'class');
  t.equal(asClass.status, 64);
  t.match(asClass.stderr, /x\.zip is an archive, and a class is marked from a folder/);
  t.notMatch(asClass.stderr, /ENOTDIR/);
  t.equal((await grade('both', '--explain')).status, 0, 'the folder is a class');
});

t.test('a list of Gradescope that is damaged is said aside, and everybody is shown', async (t) => {
  const where = path.join(folder, 'export');
  for (const name of ['submission_1', 'submission_903']) {
    await cp(path.join(corpus, 'python-select'), path.join(where, name), { recursive: true });
  }
  await writeFile(path.join(where, 'submission_metadata.yml'), 'submission_1: [');
  const { status, stdout, stderr } = await grade('export', '--explain', '--json');
  t.equal(status, 0, stderr);
  t.same(
    JSON.parse(stdout).map(({ name }: { name: string }) => name),
    ['submission_1', 'submission_903'],
  );
  t.match(stderr, /^export\/submission_metadata\.yml is not the list .*\n$/);
  t.equal(stderr.split('\n').length, 2, 'one sentence');
});

t.test('marks of a person that are wrong are refused before anything is played', async (t) => {
  const file = path.join(folder, 'marks.yaml');
  const mine = path.join(corpus, 'python-select');
  const refuse = async (text: string, ...flags: string[]) => {
    await writeFile(file, text);
    const { status, stdout, stderr } = await grade(...flags, '--override', 'marks.yaml');
    t.same([status, stdout], [64, ''], stderr);
    return stderr;
  };
  t.match(
    await refuse('[{criterion: 99, points: 1, reason: a}]', mine),
    /entry 1, criterion: there is no/,
  );
  t.match(
    await refuse('[{criterion: 1, points: 1}]', mine),
    /entry 1, reason: say why, in a sentence\n/,
  );
  const eve = '[{name: Eve, criterion: 1, points: 1, reason: a}]';
  t.match(await refuse(eve, mine), /no submission is called "Eve"\n +Names .*"python-select"/);
  const where = path.join(folder, 'pair');
  for (const name of ['ada', 'bob']) await cp(mine, path.join(where, name), { recursive: true });
  t.match(await refuse(eve, where), /called "Eve"\n +Names of submissions: "ada" and "bob"\./);
  const nobody = '[{criterion: 1, points: 1, reason: a}]';
  t.match(await refuse(nobody, where), /entry 1, name: say whose mark it is/);
  t.match(await refuse(nobody, mine, '--explain'), /--override is for marks, and --explain gives/);
  t.match(await refuse(nobody, mine, '--init'), /--override is for marks, and --init gives none/);
});

t.test('--play without --explain, or with --init, makes no sense', async (t) => {
  const mine = path.join(corpus, 'python-select');
  const alone = await grade(mine, '--play');
  t.same([alone.status, alone.stdout], [64, '']);
  t.match(alone.stderr, /^lab: --play goes with --explain; without both, .* played and marked\n/);
  const both = await grade(mine, '--explain', '--play', '--init');
  t.same([both.status, both.stdout], [64, '']);
  t.match(both.stderr, /^lab: --init writes what the sources say, and --play plays them\n/);
});

t.test('a folder that is missing, or two, are slips of the user', async (t) => {
  const missing = await grade('nowhere');
  t.equal(missing.status, 64);
  t.match(missing.stderr, /nowhere/);
  t.equal((await grade('a', 'b')).status, 64);
});

t.test('--box and --shard are for a class, and a box is of a kind that is known', async (t) => {
  const where = path.join(folder, 'boxes');
  for (const name of ['ada', 'bob']) {
    await cp(path.join(corpus, 'wrong-no-build'), path.join(where, name), { recursive: true });
  }
  const refuse = async (flags: readonly string[], because: RegExp) => {
    const { stdout, ...ended } = await grade(...flags);
    t.equal(stdout, '');
    t.match(ended, { status: 64, stderr: because });
  };
  await refuse([where, '--box', 'moon'], /"moon" is of no kind that is known/);
  const two = ['--box', 'local', '--box', 'local'];
  await refuse([where, '--shard', '1/2', ...two], /--shard is marked on one --box/);
  await refuse([where, '--shard', '3/2'], /--shard takes a part like 2\/5, not '3\/2'/);
  await refuse([path.join(where, 'ada'), '--box', 'qemu'], /--box is for a class/);
  await refuse([path.join(where, 'ada'), '--shard', '1/2'], /--shard is a part of a class/);
  const shard = await grade(where, '--shard', '2/2', '--explain', '--json');
  t.same(
    JSON.parse(shard.stdout).map(({ name }: { name: string }) => name),
    ['bob'],
  );
});
