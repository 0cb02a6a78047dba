/** One timing after the other network: order on the wire, topologies, switches, link options. */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import t, { type Test } from 'tap';
import {
  type LabDocument,
  makeLabFolder,
  runForDocument,
  runLab,
  slowMachineMs,
} from './lab-command.ts';
import { assertNothingLeft, takeSnapshot } from './leftovers.ts';
import { assertNetemRefused, hasNetem } from './netem.ts';

t.setTimeout(slowMachineMs);

// Most of a run is waiting, and each has its namespaces to itself.
t.jobs = 3;

/** Plays one timing, and asserts that it passed with everything. */
async function play(t: Test, flags: readonly string[]): Promise<LabDocument['runs'][number]> {
  const folder = await makeLabFolder(t);
  const before = await takeSnapshot([folder]);
  const { document, status, stderr } = await runForDocument(flags, { folder });
  const failed = document.runs.flatMap(({ verdicts }) =>
    verdicts.filter((verdict) => verdict.outcome !== 'pass' && !verdict.informs),
  );
  t.same(failed, [], `all passed ${stderr}`);
  t.equal(status, 0);
  await assertNothingLeft(t, before);
  const [run] = document.runs;
  if (!run || document.runs.length > 1) throw new Error(`${document.runs.length} runs`);
  return run;
}

/** The exact gap is for `make bench`, on a quiet machine; here it is only near the plan. */
function assertGap(t: Test, run: LabDocument['runs'][number], plannedMs: number): void {
  t.equal(run.timing.plannedGapMs, plannedMs);
  const gapMs = run.timing.wireGapMs ?? Number.NaN;
  t.ok(gapMs > plannedMs * 0.8 && gapMs < plannedMs * 1.2, `${gapMs} ms on the wire`);
}

t.test('--delay-y 500: X is first on the wire', async (t) => {
  const run = await play(t, ['--delay-y', '500']);
  t.same(run.timing.wireOrder, ['X', 'Y']);
  assertGap(t, run, 500);
});

t.test('--delay-x 500: Y is first on the wire', async (t) => {
  const run = await play(t, ['--delay-x', '500']);
  t.same(run.timing.wireOrder, ['Y', 'X']);
  assertGap(t, run, 500);
});

t.test('Y connects first and sends last', async (t) => {
  const run = await play(t, ['--connect-x', '100', '--send-x', '400', '--send-y', '700']);
  t.same(run.timing.wireOrder, ['X', 'Y']);
  assertGap(t, run, 300);
});

t.test("a topology of Mininet's own, by module, class and arguments", async (t) => {
  const flags = ['--topology', 'mininet.topolib:TreeTopo(2,2)', '--delay-y', '200'];
  t.same((await play(t, flags)).timing.wireOrder, ['X', 'Y']);
});

t.test("Mininet's own router, between three networks", async (t) => {
  const flags = ['--topology', 'mininet.examples.linuxrouter:NetworkTopo', '--delay-x', '500'];
  t.same((await play(t, flags)).timing.wireOrder, ['Y', 'X']);
});

t.test('a topology whose links make loops, with hosts of other names', async (t) => {
  const flags = ['--topology', 'mininet.topolib:TorusTopo(3,3)', '--delay-y', '500'];
  t.same((await play(t, flags)).timing.wireOrder, ['X', 'Y']);
});

t.test('a router between the clients and the server', async (t) => {
  const run = await play(t, ['--topology', 'routed', '--delay-x', '200']);
  t.same(run.timing.wireOrder, ['Y', 'X']);
});

t.test('Open vSwitch, with daemons of its own', async (t) => {
  const run = await play(t, ['--switch', 'ovs', '--delay-y', '200']);
  t.same(run.timing.wireOrder, ['X', 'Y']);
});

t.test('bandwidth needs no netem', async (t) => {
  const run = await play(t, ['--link-bw', '10', '--delay-y', '200']);
  t.same(run.timing.wireOrder, ['X', 'Y']);
});

t.test('a topology of the user', async (t) => {
  const folder = await makeLabFolder(t);
  const before = await takeSnapshot([folder]);
  const run = (label: string) => runLab(['--delay-y', '100', '--topology', label], { folder });
  await writeFile(path.join(folder, 'broken.py'), 'from mininet.topo import Topo\n\nx = = 1\n');
  const broken = await run('broken.py:Mine');
  t.equal(broken.status, 64, 'a wrong topology is the user’s');
  t.match(broken.stderr + broken.stdout, /broken\.py.*SyntaxError.*line 3/s);
  const missing = await run('none.py:Mine');
  t.equal(missing.status, 64);
  t.match(missing.stderr, /There is no file none\.py/);
  await assertNothingLeft(t, before);
});

t.test('--link-delay 5 delays every link, or says at once that the kernel cannot', async (t) => {
  const flags = ['--link-delay', '5', '--delay-y', '200'];
  if (!(await hasNetem())) return assertNetemRefused(t, flags);
  const run = await play(t, flags);
  t.ok(run.timing.wireGapMs, 'it played');
});
