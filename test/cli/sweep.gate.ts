/** zx lab/sweep.mjs before anything is played: its flags are those of the assignment. */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import t from 'tap';
import { parseFlags } from '../../lab/flags/flags.ts';
import { makeSweepCommand, type SweepFlags } from '../../lab/flags/sweep-flags.ts';
import { root, runLab } from '../box/lab-command.ts';
import { own, ownFolder, ownLabel } from '../sweep/own.ts';
import { assignment, settings } from '../sweep/settings.ts';
import { writeSweep } from '../sweep/stored.ts';

const command = [process.execPath, path.join(root, 'lab/sweep.mjs')];

function listFlags(of: Parameters<typeof makeSweepCommand>[0]): string[] {
  return makeSweepCommand(of).options.map(({ long }) => long ?? '');
}

t.test('its roles and its port make the flags', async (t) => {
  const usual = listFlags(assignment);
  for (const flag of ['--client-x', '--client-y', '--clients', '--order', '--connect-order']) {
    t.ok(usual.includes(flag), flag);
  }
  const other = listFlags(own);
  t.ok(other.includes('--client-a') && other.includes('--client-b'));
  t.notOk(other.includes('--client-x') || other.includes('--clients'), 'it adds no clients');
  const parsed = parseFlags(makeSweepCommand(own), ['--order', 'b'])?.opts<SweepFlags>();
  t.match(parsed, { order: 'b', connectOrder: 'both', port: own.port });
  t.throws(() => parseFlags(makeSweepCommand(own), ['--order', 'x']), { code: 'FLAG_WRONG' });
  const one = listFlags({ ...own, clients: ['C'] });
  t.ok(one.includes('--client-c'));
  t.notOk(one.includes('--order') || one.includes('--connect-order'), 'one has no order');
  const three = { ...own, clients: ['A', 'B', 'C'] };
  t.match(parseFlags(makeSweepCommand(three), ['--order', 'all'])?.opts(), { order: 'all' });
  const about = makeSweepCommand(assignment).options.find(({ long }) => long === '--clients');
  t.match(about?.description, /^Z, A, B, … send behind X and Y/);
});

t.test('an assignment without a sweep, or an exploration, is refused with the cure', async (t) => {
  const folder = t.testdir();
  const file = path.join(folder, 'assignment.mjs');
  const parts = [
    "name: 'plain', title: 'Plain', clients: ['C'], port: 7007",
    "programs: { server: 'server.mjs', client: 'client.mjs' }",
    "scenarios: [{ name: 'one', title: 'One', checks: ['said'], clients: [{ role: 'C', name: 'Cay' }] }]",
    "checkers: [{ name: 'said', promise: 'It is said.', check: () => ({ outcome: 'pass' }) }]",
  ];
  await writeFile(file, `export default { ${parts.join(', ')} };\n`);
  const named = ['--assignment', file];
  for (const [flags, message] of [
    [named, 'The assignment plain cannot be swept: it has no `sweep`'],
    [[...named, '--explore'], 'The assignment plain cannot be explored: it has no `explore`'],
    [['--assignment', 'none'], "There is no assignment 'none'"],
  ] as const) {
    const { status, stdout, stderr } = await runLab(flags, { folder, command });
    t.equal(status, 64, message);
    t.equal(stdout, '');
    t.match(stderr, message);
    t.match(stderr, /\n {5}\S/, 'with what to do');
  }
  const help = await runLab([...named, '--help'], { folder, command });
  t.equal(help.status, 0, 'its flags are told all the same');
});

t.test('a stored sweep is gone on with as what it is', async (t) => {
  const folder = t.testdir({ stored: {} });
  const stored = await writeSweep(path.join(folder, 'stored'), settings);
  const flags = ['--resume', stored, '--assignment', ownFolder];
  const { status, stderr } = await runLab(flags, { folder, command });
  t.equal(status, 64);
  t.match(stderr, `is a sweep of first-received, not of ${ownLabel}`);
});
