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
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';

/** Folders whose tests play on real Mininet. */
const needMininet = /^test\/(box|stage|bench)\//;

const wanted = process.argv.slice(2);
const tiers = wanted.includes('check') ? ['gate'] : wanted;
const files = tiers
  .flatMap((tier) => findTests(`.${tier}.ts`))
  .filter((file) => !wanted.includes('check') || !needMininet.test(file))
  .sort();

const tap = spawn('node_modules/.bin/tap', ['--reporter=tap', ...files], {
  stdio: ['ignore', 'pipe', 'inherit'],
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => tap.kill(signal));
let summary = '';
let inDiagnostic = false;
createInterface({ input: tap.stdout }).on('line', show);
tap.on('close', (code) => {
  const get = (key) => Number(new RegExp(`${key}: (\\d+)`).exec(summary)?.[1] ?? 0);
  const failed = get('fail');
  // A file that crashed fails the run even where no assertion did.
  const failures = failed === 0 && code !== 0 ? 1 : failed;
  console.log(`${get('pass')} passed, ${failures} failed`);
  process.exit(failures === 0 && get('pass') > 0 ? 0 : 1);
});

/** Shows a line for each file, and each failure whole; what passed needs no words. */
function show(line) {
  if (line.startsWith('# { total:')) summary = line;
  const isFailure = /^\s*not ok/.test(line);
  if (/^ok /.test(line) || isFailure || inDiagnostic) console.log(line);
  // A diagnostic stands right behind its failure, between `---` and `...` (TAP 14, YAML blocks).
  if (isFailure) inDiagnostic = true;
  else if (/^\s*\.\.\.$/.test(line) || /^\s*(ok|#)/.test(line)) inDiagnostic = false;
}

/** The test files of a tier, as paths from the project's folder. */
function findTests(ending) {
  return readdirSync('test', { recursive: true })
    .filter((name) => name.endsWith(ending))
    .map((name) => `test/${name.split(path.sep).join('/')}`);
}
