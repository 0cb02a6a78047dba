/**
 * The layers of the house are real: in a copy of the project each rule of .dependency-cruiser.cjs
 * is broken once, by a module made for it, and dependency-cruiser must name that rule and its cure
 * there. The project itself breaks none.
 */
import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import t from 'tap';
import { root } from './docs/read-docs.ts';

interface Rule {
  name: string;
  comment: string;
}

const rules = createRequire(import.meta.url)(path.join(root, '.dependency-cruiser.cjs'))
  .forbidden as Rule[];

/** For each rule a module that breaks it: where it stands, and what it holds. */
const violations: Readonly<Record<string, readonly [file: string, text: string]>> = {
  'model-imports': ['lab/model/bad.ts', "import '../run/play.ts';"],
  'assignments-imports': ['lab/assignments/bad.ts', "import '../run/play.ts';"],
  'assignments-apart': ['lab/assignments/other/bad.ts', "import '../first-received/plan.ts';"],
  'assignments-list': ['lab/cli/bad-list.ts', "import '../assignments/first-received/plan.ts';"],
  'assignments-cli': ['lab/run/bad-cli.ts', "import '../assignments/load.ts';"],
  'checkers-imports': ['lab/checkers/bad.ts', "import '../run/capture.ts';"],
  'reporters-imports': ['lab/reporters/bad.ts', "import '../checkers/handshake.ts';"],
  'boxes-imports': ['lab/boxes/bad.ts', "import '../stage/stage.ts';"],
  'store-imports': ['lab/store/bad.ts', "import '../run/play.ts';"],
  'stage-imports': ['lab/stage/bad.ts', "import '../store/run-store.ts';"],
  'run-imports': ['lab/run/bad.ts', "import '../checkers/handshake.ts';"],
  'chat-imports': ['lab/chat/bad.ts', "import '../cli/run.ts';"],
  'sweep-imports': ['lab/sweep/bad.ts', "import '../cli/run.ts';"],
  'serve-imports': ['lab/serve/bad.ts', "import '../grade/session.ts';"],
  'flags-imports': ['lab/flags/bad.ts', "import '../run/play.ts';"],
  'output-imports': ['lab/output/bad.ts', "import '../stage/stage.ts';"],
  'grade-imports': ['lab/grade/bad.ts', "import '../stage/stage.ts';"],
  'stage-box-interface': ['lab/stage/bad-box.ts', "import '../boxes/open.ts';"],
  'pure-rooms': ['lab/checkers/bad-clock.ts', "import 'node:fs';"],
  'pure-rooms-packages': ['lab/reporters/bad-package.ts', "import 'zx';"],
  'programs-alone': ['programs/server/bad.ts', "import '../../lab/model/errors.ts';"],
  'never-test': ['lab/cli/bad-test.ts', "import '../../test/docs/read-docs.ts';"],
  'zx-place': ['lab/run/bad-zx.ts', "import 'zx';"],
  'execa-place': ['lab/run/bad-execa.ts', "import 'execa';"],
  'ssh2-place': ['lab/run/bad-ssh2.ts', "import 'ssh2';"],
  'esbuild-place': ['lab/run/bad-esbuild.ts', "import 'esbuild';"],
  'yaml-place': ['lab/run/bad-yaml.ts', "import 'yaml';"],
  'fast-check-place': ['lab/run/bad-fast-check.ts', "import 'fast-check';"],
  'yauzl-place': ['lab/grade/bad-yauzl.ts', "import 'yauzl';"],
  'dolos-core-place': ['lab/grade/bad-dolos.ts', "import '@dodona/dolos-core';"],
  'tar-place': ['lab/grade/bad-tar.ts', "import 'tar';"],
  'csv-parse-place': ['lab/reporters/bad-csv-parse.ts', "import 'csv-parse/sync';"],
  'write-excel-file-place': ['lab/run/bad-xlsx.ts', "import 'write-excel-file/universal';"],
  'fflate-place': ['lab/run/bad-fflate.ts', "import 'fflate';"],
  'commander-place': ['lab/run/bad-commander.ts', "import 'commander';"],
  'no-circle': ['lab/cli/bad-circle.ts', "import './bad-circle-too.ts';"],
  'not-found': ['lab/cli/bad-lost.ts', "import './nowhere.ts';"],
};

/** Runs dependency-cruiser on a folder as `make check` does; gives what it says. */
function cruise(folder: string): Promise<string> {
  const words = ['--config', '.dependency-cruiser.cjs', '--output-type', 'err-long'];
  const program = path.join(root, 'node_modules/.bin/depcruise');
  const options = { cwd: folder, env: { ...process.env, NO_COLOR: '1' }, maxBuffer: 1 << 26 };
  return new Promise((resolve, reject) => {
    // It exits with the number of violations; what it wrote says which.
    execFile(program, [...words, 'lab', 'programs', 'test'], options, (error, stdout, stderr) =>
      stdout === '' ? reject(error ?? new Error(stderr)) : resolve(stdout),
    );
  });
}

/** A copy of what the rules are about, with the packages as they are. */
function copyProject(): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'mininet-lab-layers-'));
  for (const name of ['lab', 'programs', 'test', 'tsconfig.json', '.dependency-cruiser.cjs']) {
    cpSync(path.join(root, name), path.join(folder, name), { recursive: true });
  }
  symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'));
  return folder;
}

t.test('each rule is seen where it is broken, with its cure, and nowhere else', async (t) => {
  const folder = copyProject();
  t.teardown(() => rmSync(folder, { recursive: true }));
  t.same(
    Object.keys(violations).sort(),
    rules.map(({ name }) => name).sort(),
    'this test knows every rule',
  );
  for (const [file, text] of Object.values(violations)) {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), `/** Breaks a rule on purpose. */\n${text}\n`);
  }
  writeFileSync(path.join(folder, 'lab/cli/bad-circle-too.ts'), "import './bad-circle.ts';\n");
  const words = await cruise(folder);
  const seen = [...words.matchAll(/^ +error ([\w-]+): (\S+)/gm)].map(([, rule, from]) => ({
    rule: `${rule}`,
    from: `${from}`,
  }));
  for (const { name, comment } of rules) {
    const [file = ''] = violations[name] ?? [];
    // Of a circle any member may be named.
    const files = name === 'no-circle' ? [file, 'lab/cli/bad-circle-too.ts'] : [file];
    t.ok(
      seen.some(({ rule, from }) => rule === name && files.includes(from)),
      `${name} is seen in ${file}`,
    );
    // Its lines are broken to a width; words are compared without that.
    t.ok(squeeze(words).includes(squeeze(comment)), `${name} says its cure`);
  }
  const strangers = seen.filter(({ from }) => !/\/bad[\w-]*\.ts$/.test(from));
  t.same(strangers, [], 'the project itself breaks no rule');
});

function squeeze(text: string): string {
  return text.replaceAll(/\s+/g, ' ');
}
