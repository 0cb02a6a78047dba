/** --help, --list and --schema: what a user reads before the first run. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, rm, symlink, utimes } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import t from 'tap';
import * as z from 'zod';
import { firstReceived } from '../../lab/assignments/first-received/assignment.ts';
import { chatScenarios, scenarios } from '../../lab/assignments/first-received/scenarios/index.ts';
import { assignments } from '../../lab/assignments/index.ts';
import { makeRunCommand } from '../../lab/flags/run-flags.ts';
import { outlineAssignment } from '../../lab/model/outline.ts';
import { root, runLab } from '../box/lab-command.ts';

const folder = await mkdtemp(path.join(os.tmpdir(), 'lab-cli-test-'));
t.teardown(() => rm(folder, { recursive: true }));

t.test('--help names every flag with its variable, within 100 columns', async (t) => {
  const { status, stdout, stderr } = await runLab(['--help'], { folder });
  t.equal(status, 0);
  t.equal(stderr, '');
  t.match(stdout, /^Usage: zx lab\/run\.mjs /);
  t.same(
    stdout.split('\n').filter((line) => line.length > 100),
    [],
  );
  const words = stdout.replaceAll(/\s+/g, ' ');
  const { options } = makeRunCommand(outlineAssignment(firstReceived));
  t.ok(options.length > 20);
  for (const { long, envVar } of options) {
    t.ok(stdout.includes(`${long} `), `${long}`);
    t.ok(words.includes(`env: ${envVar})`), `${envVar}`);
  }
});

t.test('--list has the assignments, and a line for each scenario', async (t) => {
  const { status, stdout } = await runLab(['--list'], { folder });
  t.equal(status, 0);
  const parts = stdout.trimEnd().split('\n\n');
  t.same(
    parts.map((part) => part.split(':')[0]),
    [...assignments.keys()],
  );
  const [heading = '', ...lines] = parts[0]?.split('\n') ?? [];
  t.equal(heading, `${firstReceived.name}: ${firstReceived.title}`);
  const rows = lines.map((line) => line.trim().split(/ {2,}/));
  const wanted = [...scenarios.values(), ...chatScenarios.values()].map(({ name, title }) => [
    ...[name, title],
  ]);
  t.same(rows, wanted);
  const one = await runLab(['--list', '--assignment', 'first-received'], { folder });
  t.equal(one.stdout.trimEnd(), parts[0]);
});

t.test('--schema is the JSON Schema of a scenario file', async (t) => {
  const { status, stdout } = await runLab(['--schema'], { folder });
  t.equal(status, 0);
  const document = JSON.parse(stdout);
  t.equal(document.$schema, 'https://json-schema.org/draft/2020-12/schema');
  t.same(
    document.required,
    ['name', 'title', 'clients', 'checks'],
    'what has a default may be left',
  );
  // Read back as a schema, it takes what the lab takes, and refuses the rest.
  const schema = z.fromJSONSchema(document);
  for (const scenario of [...scenarios.values(), ...chatScenarios.values()])
    t.ok(schema.safeParse(scenario).success);
  const good = {
    name: 'a',
    title: 'a',
    checks: ['handshake'],
    clients: [{ role: 'X', name: 'A' }],
  };
  t.ok(schema.safeParse(good).success);
  t.notOk(schema.safeParse({ ...good, clients: [] }).success);
  t.notOk(schema.safeParse({ ...good, clients: [{ role: 'x', name: 'A' }] }).success);
  t.notOk(schema.safeParse({ ...good, port: 0 }).success);
  t.notOk(schema.safeParse({ ...good, unknown: 1 }).success);
});

t.test('a reader that goes away is no trouble', async (t) => {
  const child = spawn(process.execPath, ['lab/run.mjs', '--list'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child.stdout.destroy();
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  const [status] = await once(child, 'close');
  t.equal(status, 0);
  t.equal(said, '');
});

t.test('two clones of the same age are two states of the sources', async (t) => {
  const files = await Promise.all(
    ['one', 'two'].map(async (name) => {
      const clone = path.join(folder, name);
      await cp(path.join(root, 'lab'), path.join(clone, 'lab'), {
        recursive: true,
        preserveTimestamps: true,
      });
      await utimes(path.join(clone, 'lab/cli/run.ts'), 1e9, 1e9);
      await symlink(path.join(root, 'node_modules'), path.join(clone, 'node_modules'));
      await cp(path.join(root, 'package.json'), path.join(clone, 'package.json'));
      const script = `import('${clone}/lab/boot/compile.mjs').then(async ({ compile }) => {
        const { root } = await import(await compile('run'));
        console.log(root);
      })`;
      const child = spawn(process.execPath, ['--eval', script], { stdio: ['ignore', 'pipe', 2] });
      const chunks: Buffer[] = [];
      child.stdout?.on('data', (chunk: Buffer) => chunks.push(chunk));
      await once(child, 'close');
      return [clone, Buffer.concat(chunks).toString('utf8').trim()];
    }),
  );
  for (const [clone, found] of files) t.equal(found, clone, 'what runs is what lies there');
});
