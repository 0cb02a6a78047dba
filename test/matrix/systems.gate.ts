/**
 * One list of systems and Nodes: the matrix, the workflows, the README, provision.sh and
 * package.json say the same.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import t from 'tap';
import { parse } from 'yaml';
import { languages } from '../../lab/grade/find-code.ts';
import { root } from '../docs/read-docs.ts';
import { readResults, renderPlayed } from './results.ts';
import {
  checks,
  chooseCells,
  isRefused,
  nameCell,
  nodes,
  packages,
  submissions,
  systems,
} from './systems.ts';

const read = (file: string) => readFileSync(path.join(root, file), 'utf8');

interface Workflow {
  jobs: Record<
    string,
    {
      container?: { image: string };
      strategy?: { matrix: Record<string, unknown[]> };
      steps: { run?: string; with?: Record<string, unknown> }[];
    }
  >;
}

const folder = '.github/workflows';
const workflows = new Map(
  readdirSync(path.join(root, folder)).map((name) => [
    name,
    parse(read(`${folder}/${name}`)) as Workflow,
  ]),
);

t.test('the workflow plays the cells and checks of the matrix, and no others', async (t) => {
  const job = workflows.get('matrix.yml')?.jobs.matrix;
  const images = systems.map(({ image }) => image);
  t.same(job?.strategy?.matrix, {
    image: images,
    node: nodes,
    exclude: chooseCells([])
      .filter(isRefused)
      .map(({ system, node }) => ({ image: system.image, node })),
  });
  const steps = job?.steps.map(({ run = '' }) => run) ?? [];
  t.same(
    steps.filter((run) => run.includes('check.sh')),
    checks.map(({ name }) => `sh test/matrix/check.sh ${name}`),
  );
  const installed = steps.join(' ').split(/\s+/);
  t.same(
    packages.filter((name) => !installed.includes(name)),
    [],
    'and installs what a root has',
  );
});

t.test('no workflow names a system or a Node that the matrix lacks', async (t) => {
  const images = systems.map(({ image }) => image);
  for (const [name, { jobs }] of workflows) {
    for (const { container, strategy, steps } of Object.values(jobs)) {
      const isListed = container?.image.includes('${{');
      if (container && !isListed) t.ok(images.includes(container.image), `${name}: its image`);
      const listed = strategy?.matrix.node ?? [];
      const set = steps.flatMap((step) => step.with?.['node-version'] ?? []);
      const said = [...listed, ...set].map(String).filter((one) => !one.includes('${{'));
      t.same(
        said.filter((one) => !(nodes as readonly string[]).includes(one)),
        [],
        `${name}: its Nodes`,
      );
    }
  }
});

t.test('the README names what is green, and no other system', async (t) => {
  const readme = read('README.md');
  t.ok(readme.includes(renderPlayed()));
  const others = /\b(Ubuntu|Fedora|CentOS|Red Hat|Arch Linux|Alpine|openSUSE|NixOS|macOS)\b/;
  t.notMatch(readme, others);
  const claimed = [...readme.matchAll(/\bDebian (\w+)/g)].map(([text]) => text);
  for (const text of claimed)
    t.ok(
      systems.some(({ title }) => title === text),
      text,
    );
});

t.test('provision.sh claims the systems of the matrix, and no other', async (t) => {
  const head = read('lab/boxes/provision.sh').split('set -eu')[0] ?? '';
  const names = systems.map(({ title }) => title.replace('Debian ', ''));
  t.ok(
    head
      .replaceAll(/\s*\n#\s*/g, ' ')
      .includes(`Debian (${names[0]}, ${names[1]} and ${names[2]} `),
  );
  t.notMatch(head, /Ubuntu|Fedora/);
});

t.test('package.json draws the line where the cells do', async (t) => {
  const { describeOldNode, readMinimumNode } = await import(
    path.join(root, 'lab/boot/node-version.mjs')
  );
  const results = readResults();
  const versions = chooseCells([]).flatMap((cell) => {
    const version = results[nameCell(cell)]?.versions.Node;
    if (version === undefined) return [];
    t.equal(describeOldNode(version) !== '', isRefused(cell), nameCell(cell));
    return isRefused(cell) ? [] : [version];
  });
  const minimum: string = readMinimumNode();
  t.ok(
    versions.some((version) => version.startsWith(`${minimum}.`)),
    `${minimum} itself is played, beside ${versions.join(', ')}`,
  );
});

t.test('each language that the lab knows has a submission, or a reason why not', async (t) => {
  t.same(Object.keys(submissions).sort(), [...languages].sort());
  const script = read('test/matrix/check.sh');
  const own = readdirSync(path.join(root, 'test/matrix/submissions'));
  const folders = Object.values(submissions).flatMap((one) =>
    typeof one === 'string' ? [] : [one.folder],
  );
  for (const name of folders) {
    t.ok(own.includes(name) || new RegExp(`\\b${name}\\b`).test(script), name);
  }
});

t.test('check.sh has the commands of each check', async (t) => {
  const script = read('test/matrix/check.sh');
  t.same(
    [...script.matchAll(/^ {2}([a-z]+)\)/gm)].map(([, name]) => name).sort(),
    checks.map(({ name }) => name).sort(),
  );
});

t.test('words choose cells, each system first with its own Node', async (t) => {
  t.equal(chooseCells([]).length, systems.length * nodes.length);
  t.same(chooseCells(['debian-13', '26', 'own']).map(nameCell), ['debian-13/own', 'debian-13/26']);
  t.same(chooseCells(['24']).length, systems.length);
  t.throws(() => chooseCells(['debian-99']), { message: /'debian-99'; there are debian-12/ });
});
