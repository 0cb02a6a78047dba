/** What commands name is there, or refused in a sentence, before anything is played. */
import { chmod, writeFile } from 'node:fs/promises';
import path from 'node:path';
import t from 'tap';
import { planScenario } from '../../lab/assignments/first-received/plan.ts';
import { openLocalBox } from '../../lab/boxes/local.ts';
import { scenarioSchema } from '../../lab/model/scenario.ts';
import { checkCommands } from '../../lab/run/commands.ts';

const box = await openLocalBox();
t.teardown(() => box.close());
const home = process.cwd();
t.teardown(() => process.chdir(home));
const folder = t.testdir({ 'cd x; y.py': '', 'plain.txt': '' });
process.chdir(folder);
await writeFile(path.join(folder, 'my server'), '#!/bin/sh\n');
await chmod(path.join(folder, 'my server'), 0o755);

const check = (command: string) => {
  const clients = ['X', 'Y'].map((role) => ({ role, name: 'Someone' }));
  const scenario = { name: 'a', title: 'a', checks: ['handshake'], clients, server: { command } };
  return checkCommands(box, [planScenario(scenarioSchema.parse(scenario))]);
};

for (const command of [
  "'./my server'",
  './my\\ server {port}',
  "sh 'cd x; y.py'",
  'cd . && true',
]) {
  t.test(`${command} is there`, async (t) => t.resolves(check(command)));
}

const wrong: readonly [command: string, message: RegExp][] = [
  ["'./your server' 1", /^There is no program \.\/your server on /],
  ['A=1 "my server"', /^There is no program my server on /],
  ["python3 'cd y; x.py'", /^There is no file cd y; x\.py \(in /],
  ["sh -c 'exec python3 x.py'", /^There is no file x\.py \(in /],
  ["''", /^There is no program '' on /],
  [' ; ', /^The command ' ; ' starts nothing$/],
];

for (const [command, message] of wrong) {
  t.test(`${command} is refused`, async (t) => {
    await t.rejects(check(command), { code: 'PROGRAM_MISSING', message });
  });
}
