/** An assignment of one's own: loaded by its path, or refused in one sentence with place and cure. */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import t, { type Test } from 'tap';
import { assignments } from '../../lab/assignments/index.ts';
import { loadAssignment } from '../../lab/assignments/load.ts';
import { mapScenarios } from '../../lab/model/assignment.ts';
import { outlineAssignment } from '../../lab/model/outline.ts';
import { scenarioSchema } from '../../lab/model/scenario.ts';

/** The least that an assignment has, as the text of a file; `more` replaces parts of it. */
function write(more: Record<string, string> = {}): string {
  const parts = {
    name: "'echo'",
    title: "'Says it again'",
    clients: "['C']",
    port: '7007',
    programs: "{ server: 'server.mjs', client: 'client.mjs' }",
    scenarios:
      "[{ name: 'one', title: 'one', checks: ['said'], clients: [{ role: 'C', name: 'Cay' }] }]",
    checkers: "[{ name: 'said', promise: 'It is said.', check: () => ({ outcome: 'unknown' }) }]",
    ...more,
  };
  const text = Object.entries(parts).map(([key, value]) => `${key}: ${value}`);
  return `export default { ${text.join(', ')} };\n`;
}

async function makeFile(t: Test, text: string, name = 'assignment.mjs'): Promise<string> {
  const file = path.join(t.testdir({ place: {} }), 'place', name);
  await writeFile(file, text);
  return file;
}

t.test('those that come with the lab are whole', async (t) => {
  for (const [name, { outline }] of assignments) {
    const { assignment } = await loadAssignment(name);
    t.same(outlineAssignment(assignment), outline, 'its outline says the same');
    t.equal(assignment.name, name);
    const known = new Set(assignment.checkers.map((checker) => checker.name));
    t.equal(known.size, assignment.checkers.length, 'no two checkers have one name');
    for (const scenario of mapScenarios(assignment).values()) {
      const plan = assignment.plan(scenarioSchema.parse(scenario));
      for (const check of [...plan.checks, ...plan.informs]) t.ok(known.has(check), check);
    }
    for (const { criteria } of assignment.rubrics) {
      for (const check of criteria.flatMap(({ checks }) => checks)) t.ok(known.has(check), check);
    }
  }
});

t.test('a folder, a file, and a file that exports a function of the kit', async (t) => {
  const file = await makeFile(t, write());
  for (const asked of [file, path.dirname(file), path.relative('', file)]) {
    const { assignment, label } = await loadAssignment(asked);
    t.equal(label, file);
    t.equal(assignment.programs.root, path.dirname(file));
    const plan = assignment.plan(scenarioSchema.parse(assignment.scenarios[0]));
    t.match(plan, { port: 7007, clients: [{ role: 'C', host: 'h2' }] });
    const context = { serverAddress: '10.0.0.1', isEmulated: false };
    const [client] = plan.clients;
    if (!client) throw new Error('there is a client');
    t.same(assignment.programs.getServerArguments(plan, context), ['--port', '7007']);
    t.same(assignment.programs.getClientArguments(plan, client, context), [
      '--host',
      '10.0.0.1',
      '--port',
      '7007',
      '--role',
      'C',
    ]);
  }
  const scenario =
    "{ name: 'one', title: 'one', checks: ['clean-end'], clients: [{ role: 'C', name: 'C' }] }";
  const text = write({ checkers: '[kit.cleanEnd]', scenarios: `[${scenario}]` }).replace(
    'default',
    'default (kit) => (',
  );
  const other = await makeFile(t, text.replace(/;\n$/, ');'), 'by-kit.mjs');
  const { assignment } = await loadAssignment(other);
  t.equal(assignment.checkers[0]?.name, 'clean-end');
  const typed = await makeFile(t, `const one: number = 1;\n${write({ port: 'one' })}`, 'one.ts');
  t.equal((await loadAssignment(typed)).assignment.port, 1);
});

const wrong: readonly [what: string, text: string, sentence: RegExp][] = [
  ['no export', 'export const one = 1;', /\(its export\): .*expected object/],
  ['a name that is none', write({ name: "'My one'" }), /name: small letters, digits and hyphens/],
  ['no client', write({ clients: '[]' }), /clients: /],
  ['a port that is none', write({ port: '70000' }), /port: /],
  ['a key that nobody knows', write({ tests: '[]' }), /Unrecognized key: "tests"/],
  [
    'a scenario that is none',
    write({ scenarios: "[{ name: 'one', title: 'one', checks: ['said'], clients: [] }]" }),
    /its scenario one: clients: /,
  ],
  [
    'a checker without check',
    write({ checkers: "[{ name: 'a', promise: 'b' }]" }),
    /check: it takes/,
  ],
  [
    'a rubric that asks for what is not there',
    write({
      rubrics:
        "[{ name: 'r', title: 'r', criteria: [{ id: 1, title: 'a', points: 1, checks: ['lost'], " +
        "review: false, extra: false, quote: 'q' }] }]",
    }),
    /its rubric r asks for 'lost', and no checker has that name/,
  ],
  [
    'a scenario that asks for what is not there',
    write({ checkers: "[{ name: 'a', promise: 'b', check: () => ({ outcome: 'unknown' }) }]" }),
    /its scenario one asks for 'said', and no checker has that name/,
  ],
  ['what throws', "throw new Error('no');", /cannot be loaded: no/],
  ['what is no JavaScript', 'export default {', /cannot be loaded: /],
];

for (const [what, text, sentence] of wrong) {
  t.test(`${what} is refused, with the path`, async (t) => {
    const file = await makeFile(t, text);
    const refused = await loadAssignment(file).catch((error: unknown) => error);
    t.match(refused, { code: 'ASSIGNMENT_WRONG', message: sentence });
    t.ok((refused as Error).message.startsWith(file), (refused as Error).message);
    t.match(refused, { hint: /NEW-ASSIGNMENT\.md/ });
  });
}

t.test('where nothing is: what there is, and what a path must have', async (t) => {
  await t.rejects(loadAssignment('nowhere'), {
    code: 'ASSIGNMENT_WRONG',
    message: "There is no assignment 'nowhere'",
    hint: /^Known are first-received.*; or give the path of a folder with an assignment\.ts\.$/,
  });
  const folder = path.join(t.testdir({}), 'empty');
  await mkdir(folder);
  await t.rejects(loadAssignment(folder), {
    message: /has no assignment\.ts and no assignment\.mjs/,
  });
});
