/** More than two clients on real Mininet: three as a flag gives them, sixteen as a file does. */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import t from 'tap';
import { players } from '../../lab/assignments/first-received/players.ts';
import { makeLabFolder, root, runForDocument, runLab, slowMachineMs } from './lab-command.ts';
import { assertNothingLeft, takeSnapshot } from './leftovers.ts';

t.setTimeout(slowMachineMs);

/** On a machine that others keep busy the order may be undecided; it is never another one. */
const orderOf = (found: readonly { check: string; outcome: string }[]) =>
  found.find(({ check }) => check === 'order-follows-wire')?.outcome;

t.test('three clients are told one verdict that names all of them', async (t) => {
  const folder = await makeLabFolder(t);
  const before = await takeSnapshot([folder]);
  const flags = ['--clients', '3', '--send-x', '420', '--send-y', '360'];
  const { document, stderr } = await runForDocument(flags, { folder });
  const [run] = document.runs;
  t.same([...(run?.timing.wireOrder ?? [])].sort(), ['X', 'Y', 'Z'], stderr);
  t.not(orderOf(run?.verdicts ?? []), 'fail');
  for (const check of ['handshake', 'both-told-same', 'exact-text', 'ran-on-mininet']) {
    t.match(
      run?.verdicts.find((verdict) => verdict.check === check),
      { outcome: 'pass' },
      check,
    );
  }
  await assertNothingLeft(t, before);
});

t.test('sixteen clients, 30 ms apart, the last letter first', async (t) => {
  const folder = await makeLabFolder(t);
  const before = await takeSnapshot([folder]);
  const clients = players
    .slice(0, 16)
    .map((player, index) => ({ ...player, sendMs: 600 + 30 * (15 - index) }));
  const checks = ['handshake', 'order-follows-wire', 'both-told-same', 'exact-text', 'clean-end'];
  const scenario = { name: 'sixteen', title: 'sixteen clients', clients, checks };
  await writeFile(path.join(folder, 'sixteen.yaml'), JSON.stringify(scenario));
  const { document, stderr } = await runForDocument(['sixteen.yaml'], { folder });
  const [run] = document.runs;
  t.equal(run?.timing.wireOrder.length, 16, stderr);
  t.not(orderOf(run?.verdicts ?? []), 'fail');
  const others = (run?.verdicts ?? []).filter(({ check }) => check !== 'order-follows-wire');
  for (const { check, outcome, because } of others)
    t.equal(outcome, 'pass', `${check}: ${because}`);
  await assertNothingLeft(t, before);
});

t.test('a sweep of four clients, judged again from what is stored', async (t) => {
  const folder = await makeLabFolder(t);
  const before = await takeSnapshot([folder]);
  const flags = [
    '--clients',
    '4',
    '--gaps',
    '60',
    '--repeat',
    '1',
    '--order',
    'y',
    '--stages',
    '1',
  ];
  const run = async (verb: string, words: readonly string[]) => {
    const command = [process.execPath, path.join(root, `lab/${verb}.mjs`)];
    const { stdout, stderr } = await runLab(['--json', ...words], { folder, command });
    try {
      return JSON.parse(stdout);
    } catch (cause) {
      throw new Error(`no document; standard error: ${stderr}`, { cause });
    }
  };
  const document = await run('sweep', flags);
  t.match(document, { trials: 2, planned: 2, settings: { clients: 4 } });
  const [gap] = document.gaps;
  t.match(gap, { gapMs: 60, seen: 2, disagreed: 0 }, 'the messages of all four were seen');
  t.same((await run('check', [])).gaps, document.gaps);
  await assertNothingLeft(t, before);
});
