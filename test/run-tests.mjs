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
/**
 * Tests of emulated machines and of other systems: one takes all cores for itself, so they come
 * last, one after another. Beside other tests they would be slow, and make those late.
 */
const isAlone = /^test\/(box\/(qemu|vagrant)|matrix\/.*\.nightly)/;

const wanted = process.argv.slice(2);
const tiers = wanted.includes('check') ? ['gate'] : wanted;
const files = tiers
  .flatMap((tier) => findTests(`.${tier}.ts`))
  .filter((file) => !wanted.includes('check') || !needMininet.test(file))
  .sort();

const failedFiles = [];
let summary = '';
let inDiagnostic = false;
let isStopped = false;
const phases = [
  { files: files.filter((file) => !isAlone.test(file)), flags: [] },
  { files: files.filter((file) => isAlone.test(file)), flags: ['--jobs=1'] },
];
const sum = { passed: 0, failed: 0 };
for (const phase of phases) {
  if (phase.files.length === 0 || isStopped) continue;
  const { passed, failed } = await runPhase(phase);
  sum.passed += passed;
  sum.failed += failed;
}
// Whoever reads the end of a long log finds which they are; what failed in them stands above.
for (const file of failedFiles) console.log(`failed: ${file} (alone: npx tap ${file})`);
console.log(`${sum.passed} passed, ${sum.failed} failed`);
process.exit(sum.failed === 0 && sum.passed > 0 && !isStopped ? 0 : 1);

/** Runs files, as many side by side as the flags say, and counts their assertions. */
function runPhase(phase) {
  summary = '';
  const args = ['--reporter=tap', ...phase.flags, ...phase.files];
  const tap = spawn('node_modules/.bin/tap', args, { stdio: ['ignore', 'pipe', 'inherit'] });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      isStopped = true;
      tap.kill(signal);
    });
  }
  createInterface({ input: tap.stdout }).on('line', show);
  return new Promise((resolve) => {
    tap.on('close', (code) => {
      const get = (key) => Number(new RegExp(`${key}: (\\d+)`).exec(summary)?.[1] ?? 0);
      const failed = get('fail');
      // A file that crashed fails the run even where no assertion did.
      resolve({ passed: get('pass'), failed: failed === 0 && code !== 0 ? 1 : failed });
    });
  });
}

/** Shows a line for each file, and each failure whole; what passed needs no words. */
function show(line) {
  if (line.startsWith('# { total:')) summary = line;
  const isFailure = /^\s*not ok/.test(line);
  const file = /^not ok \d+ - (test\/\S+)/.exec(line)?.[1];
  if (file !== undefined) failedFiles.push(file);
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
