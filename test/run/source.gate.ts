/** The source of a play's programs: ours, the user's, and what is not found. */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import t from 'tap';
import { planScenario } from '../../lab/assignments/first-received/plan.ts';
import { programs } from '../../lab/assignments/first-received/programs.ts';
import { alice, bob } from '../../lab/assignments/first-received/scenarios/suite.ts';
import type { Plan } from '../../lab/model/plan.ts';
import { scenarioSchema } from '../../lab/model/scenario.ts';
import { readSources } from '../../lab/run/source.ts';

const folder = t.testdir();

/** A plan with these commands in place of our programs. */
function makePlan(commands: { server?: string; X?: string; Y?: string } = {}): Plan {
  return planScenario(
    scenarioSchema.parse({
      name: 'source',
      title: 'source',
      server: commands.server === undefined ? {} : { command: commands.server },
      clients: [
        { ...alice, command: commands.X },
        { ...bob, command: commands.Y },
      ],
      checks: ['explains-threads'],
    }),
  );
}

async function read(commands: Parameters<typeof makePlan>[0]) {
  const events = await readSources(process.cwd(), makePlan(commands), programs);
  return events.map(({ role, files, because }) => ({
    role,
    files: files.map((file) => file.path),
    because,
  }));
}

t.test('our own: the entry point first, and what both share', async (t) => {
  const events = await readSources(process.cwd(), makePlan(), programs);
  t.same(
    events.map(({ role }) => role),
    ['server', 'X'],
    'the clients share theirs',
  );
  for (const { files, because } of events) {
    t.equal(because, undefined);
    t.match(files[0]?.path, /^programs\/(server|client)\/main\.ts$/);
    t.ok(files.some((file) => file.path.startsWith('programs/shared/')));
    t.ok(files.every(({ text }) => text.startsWith('/**') || text.startsWith('#!')));
  }
});

t.test("the files that a user's commands name", async (t) => {
  const server = path.join(folder, 'server.py');
  const client = path.join(folder, 'client.c');
  await writeFile(server, '# why threads\n');
  await writeFile(client, 'int main() {}\n');
  const found = await read({
    server: `exec python3 -u ${server} --log=/tmp/x.log`,
    X: `gcc ${client} -o /tmp/a && /tmp/a`,
    Y: `gcc ${client} -o /tmp/a && /tmp/a`,
  });
  t.same(found, [
    { role: 'server', files: [server], because: undefined },
    { role: 'X', files: [client], because: undefined },
  ]);
});

t.test('what cannot be read is not found, and never a fault', async (t) => {
  const binary = path.join(folder, 'binary.py');
  const huge = path.join(folder, 'huge.py');
  await writeFile(binary, Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0]));
  await writeFile(huge, '#'.repeat((1 << 20) + 1));
  const none = path.join(folder, 'none.py');
  const command = `${binary} ${huge} ${none} ${folder}`;
  const [server] = await read({ server: command });
  t.match(server, {
    role: 'server',
    files: [],
    because: /^no source file is named in the command/,
  });
});
