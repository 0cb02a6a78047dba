/** Scenario files: YAML and JSON, good ones whole, bad ones refused with the path in them. */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import t from 'tap';
import { planScenario } from '../../lab/assignments/first-received/plan.ts';
import { scenarios } from '../../lab/assignments/first-received/scenarios/index.ts';
import { scenarioSchema } from '../../lab/model/scenario.ts';
import { readScenarioFile } from '../../lab/store/scenario-file.ts';

const folder = t.testdir();

/** Reads a text as if it stood in a file. */
async function read(text: string, name = 'mine.yaml') {
  const file = path.join(folder, name);
  await writeFile(file, text);
  return readScenarioFile(file);
}

const yaml = `
# Bob is slow, and speaks through a foreign client.
name: slow-bob
title: Bob is slow
links: { delayMs: 2.5 }
clients:
  - { role: X, name: Alice }
  - role: Y
    name: "Bob: the second"
    sendMs: 900
    command: python3 client.py {host}
checks: [handshake, exact-text]
`;

t.test('YAML, with every default filled in', async (t) => {
  const scenario = await read(yaml);
  t.equal(scenario.port, undefined, 'it is the assignment that has a port');
  t.equal(planScenario(scenario).port, 12_000);
  t.match(scenario, {
    name: 'slow-bob',
    topology: 'xy',
    switch: 'lxbr',
    links: { delayMs: 2.5 },
    robustness: false,
    clients: [
      { role: 'X', name: 'Alice', connectMs: 0, framing: 'line', pieces: 1 },
      { role: 'Y', name: 'Bob: the second', sendMs: 900, command: 'python3 client.py {host}' },
    ],
  });
});

t.test('JSON, and every scenario of ours through both', async (t) => {
  for (const scenario of scenarios.values()) {
    t.same(await read(JSON.stringify(scenario), 'a.json'), scenarioSchema.parse(scenario));
    t.same(await read(JSON.stringify(scenario, null, 2)), scenarioSchema.parse(scenario));
  }
});

/** A change of the YAML above, and what is said of it. */
const wrong: readonly [what: string, text: string, message: RegExp, hint?: RegExp][] = [
  ['a misspelt key', yaml.replace('sendMs', 'sendsMs'), /clients\.1: .*sendsMs/, /--schema/],
  [
    'a wrong letter',
    yaml.replace('role: X', 'role: x'),
    /clients\.0\.role: a client is one capital/,
  ],
  ['a wrong type', yaml.replace('900', 'soon'), /clients\.1\.sendMs: .*expected number/],
  ['a number out of range', yaml.replace('900', '-1'), /clients\.1\.sendMs: Too small/],
  ['a lacking key', yaml.replace(/^checks.*$/m, ''), /checks: .*expected array/],
  [
    'two wrongs at once',
    yaml.replace('900', '-1').replace('slow-bob', 'A'),
    /name: .*; clients\.1/,
  ],
  ['a list', '[1, 2]', /\(the whole file\): .*expected object/],
  ['nothing', '', /\(the whole file\)/],
  ['broken YAML', 'name: [a\ntitle: b', /at line \d+, column \d+/, /YAML/],
  ['broken JSON', '{"name": "a",, }', /at line 1, column \d+/],
  ['two documents', `${yaml}---\n${yaml}`, /multiple documents/],
  [
    'aliases that explode',
    `a: &a [1,1,1,1,1,1,1,1,1]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b]
d: &d [*c,*c,*c,*c,*c,*c,*c]\ne: [*d,*d,*d,*d,*d,*d,*d]\n`,
    /Excessive alias count/,
  ],
];

for (const [what, text, message, hint] of wrong) {
  t.test(`${what} is refused`, async (t) => {
    await t.rejects(read(text), {
      code: 'FILE_WRONG',
      message: new RegExp(`mine\\.yaml: [^]*${message.source}`),
      ...(hint && { hint }),
    });
  });
}

t.test('a file that cannot be read', async (t) => {
  await t.rejects(readScenarioFile(path.join(folder, 'none.yaml')), {
    code: 'FILE_WRONG',
    message: /Cannot read .*none\.yaml: ENOENT/,
  });
  await t.rejects(readScenarioFile(folder), { code: 'FILE_WRONG', message: /EISDIR/ });
});
