/** What a run prints: one JSON document and nothing else, TAP, JUnit, or nothing. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import t from 'tap';
import { Parser, type Result } from 'tap-parser';
import { documentSchema, makeLabFolder, root, runLab, slowMachineMs } from './lab-command.ts';

t.setTimeout(slowMachineMs);

t.jobs = 3;

/** A short play. */
const short = ['--delay-y', '50'];
/** One that fails: nobody answers. */
const wrong = [
  ...short,
  '--server',
  `/usr/bin/python3 -c 'import socket
s = socket.create_server(("", 12000)); a = s.accept(); b = s.accept()'`,
];

t.test('--json prints one document of the shape that is promised', async (t) => {
  const folder = await makeLabFolder(t);
  const { status, stdout, stderr } = await runLab([...short, '--json'], { folder });
  t.equal(status, 0);
  t.equal(stderr.replace('Bundled the programs\n', ''), '');
  const document = JSON.parse(stdout);
  t.ok(stdout.endsWith('}\n'));
  documentSchema.parse(document);
  t.match(document, {
    outcome: 'pass',
    box: 'local',
    runs: [{ scenario: 'timing', timing: { plannedGapMs: 50, wireOrder: ['X', 'Y'] } }],
    grade: { of: 100 },
  });
  const stored = JSON.parse(await readFile(path.join(folder, '.lab/latest/result.json'), 'utf8'));
  t.match(stored, { version: 1, runs: [{ checksum: /^[0-9a-f]{64}$/ }] });
  const kept = stored.runs.map(({ checksum: _, ...run }: { checksum: string }) => run);
  t.same(kept, document.runs, 'what is kept is what was printed, and by what to know it again');
});

t.test('--tap prints TAP that a parser takes', async (t) => {
  const folder = await makeLabFolder(t);
  const { status, stdout } = await runLab([...short, '--tap'], { folder });
  t.equal(status, 0);
  const results: Result[] = [];
  const parser = new Parser((final) => {
    t.ok(final.ok, 'it says that all passed');
    t.equal(final.fail, 0);
  });
  const listen = (each: Parser) => {
    each.on('assert', (result: Result) => results.push(result));
    each.on('extra', (text: string) => t.fail(`no TAP: ${text}`));
    each.on('child', listen);
  };
  listen(parser);
  parser.end(stdout);
  t.match(stdout, /^TAP version 14\n/);
  t.ok(results.length > 5, `${results.length} assertions`);
});

t.test('a wrong server is said by every reporter, and by exit code 1', async (t) => {
  const folder = await makeLabFolder(t);
  const flags = [...wrong, '--tap', '--junit', 'out.xml'];
  const { status, stdout, stderr } = await runLab(flags, { folder });
  t.equal(status, 1, stderr);
  const parser = new Parser((final) => t.notOk(final.ok));
  parser.end(stdout);
  const xml = await readFile(path.join(folder, 'out.xml'), 'utf8');
  t.match(xml, /^<\?xml version="1\.0"/);
  t.match(xml, /<failure /);
});

t.test('--quiet prints nothing, and --junit writes its file', async (t) => {
  const folder = await makeLabFolder(t);
  const flags = [...short, '--quiet', '--junit', 'out.xml'];
  const { status, stdout, stderr } = await runLab(flags, { folder });
  t.same([status, stdout, stderr], [0, '', '']);
  const xml = await readFile(path.join(folder, 'out.xml'), 'utf8');
  t.match(xml, /<testsuites?[ >]/);
  t.notMatch(xml, /<(failure|error)[ >]/);
});

t.test('a flag from the environment, and zx in front', async (t) => {
  const folder = await makeLabFolder(t);
  const { status, stdout } = await runLab(['--json'], {
    folder,
    env: { LAB_DELAY_X: '70' },
    command: [path.join(root, 'node_modules/.bin/zx'), path.join(root, 'lab/run.mjs')],
  });
  t.equal(status, 0);
  const document = documentSchema.parse(JSON.parse(stdout));
  t.match(document.runs[0]?.timing, { plannedGapMs: 70, wireOrder: ['Y', 'X'] });
});

t.test('for people: marks without colours in a pipe, and how to run it again', async (t) => {
  const folder = await makeLabFolder(t);
  const { status, stdout } = await runLab([...short, '--send-x', '300'], { folder });
  t.equal(status, 0);
  t.notOk(stdout.includes('\u001b'), 'no colours');
  t.match(stdout, /\n100\/100/);
  t.match(stdout, /npx zx lab\/run\.mjs --delay-y 50 --send-x 300/);
});
