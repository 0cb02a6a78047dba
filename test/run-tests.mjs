/**
 * Runs the tests of the tiers named and ends with one line that counts them:
 *
 *     node test/run-tests.mjs gate            what every change must pass: *.gate.ts
 *     node test/run-tests.mjs gate nightly    the long ones too: *.nightly.ts
 *     node test/run-tests.mjs check           the gate's tests that need no Mininet
 *
 * A test's file name names its tier. Exits 0 only if some test ran and none failed.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** Folders whose tests play on real Mininet. */
const needMininet = /^test\/(box|stage|bench)\//;

const wanted = process.argv.slice(2);
const tiers = wanted.includes('check') ? ['gate'] : wanted;
const files = tiers
  .flatMap((tier) => findTests(`.${tier}.ts`))
  .filter((file) => !wanted.includes('check') || !needMininet.test(file))
  .sort();

const folder = mkdtempSync(path.join(os.tmpdir(), 'mininet-lab-tests-'));
const output = path.join(folder, 'all.tap');
const tap = spawn(
  'node_modules/.bin/tap',
  ['--reporter=terse', `--output-file=${output}`, ...files],
  { stdio: 'inherit' },
);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => tap.kill(signal));
tap.on('close', (code) => {
  const { passed, failed } = count(output);
  rmSync(folder, { recursive: true });
  // A file that crashed fails the run even where no assertion did.
  const failures = failed === 0 && code !== 0 ? 1 : failed;
  console.log(`${passed} passed, ${failures} failed`);
  process.exit(failures === 0 && passed > 0 ? 0 : 1);
});

/** The counts of the last summary that tap wrote: `# { total: 5, pass: 4, fail: 1 }`. */
function count(file) {
  let summary = '';
  try {
    summary =
      readFileSync(file, 'utf8')
        .match(/# \{ total:[^}]*\}/g)
        ?.at(-1) ?? '';
  } catch {
    // tap did not even start; that is counted as one failure.
  }
  const get = (key) => Number(new RegExp(`${key}: (\\d+)`).exec(summary)?.[1] ?? 0);
  return { passed: get('pass'), failed: get('fail') };
}

/** The test files of a tier, as paths from the project's folder. */
function findTests(ending) {
  return readdirSync('test', { recursive: true })
    .filter((name) => name.endsWith(ending))
    .map((name) => `test/${name.split(path.sep).join('/')}`);
}
