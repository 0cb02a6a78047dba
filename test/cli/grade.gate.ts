/** zx lab/grade.mjs where it plays nothing: --explain, --init, and what a user may get wrong. */
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
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

t.test('a folder that is missing, or two, are slips of the user', async (t) => {
  const missing = await grade('nowhere');
  t.equal(missing.status, 64);
  t.match(missing.stderr, /nowhere/);
  t.equal((await grade('a', 'b')).status, 64);
});
