/** Which Node a box gets that has none, without asking a registry for more than a refusal. */
import { readdir, rm } from 'node:fs/promises';
import t from 'tap';
import { findNodes, type NodeTarget } from '../../lab/boxes/node-binary.ts';
import { makeFolder } from './sshd.ts';

const cache = await makeFolder();
t.teardown(() => rm(cache, { recursive: true }));
// A registry that nobody answers for.
process.env.npm_config_registry = 'http://127.0.0.1:1/';
process.env.npm_config_fetch_retries = '0';

const own = { x64: 'x86_64', arm64: 'aarch64' } as Partial<Record<NodeJS.Architecture, string>>;
const machine = own[process.arch] ?? 'x86_64';
const other = machine === 'x86_64' ? 'aarch64' : 'x86_64';

/** The Nodes for a box, as far as there are any, and what ended the search. */
async function list(target: Omit<NodeTarget, 'box'>) {
  const paths: string[] = [];
  try {
    for await (const node of findNodes({ box: 'ssh://bare', ...target }, cache)) {
      paths.push(node.path);
    }
  } catch (error) {
    return { paths, error };
  }
  return { paths };
}

t.test('the one that runs the lab comes first, where the box can run it', async (t) => {
  const fit = await list({ machine, glibc: '2.99' });
  t.same(fit.paths, [process.execPath]);
  const old = await list({ machine, glibc: '2.17' });
  t.same(old.paths, []);
  t.match(old.error, { code: 'BOX_LACKS', message: /^ssh:\/\/bare lacks Node.*glibc is 2\.17/ });
});

t.test('a box for which there is none is told, with what to do', async (t) => {
  const cases = [
    [{ machine, glibc: '' }, /C library is not glibc/],
    [{ machine: 'riscv64', glibc: '2.36' }, /processor is riscv64/],
    [{ machine: other, glibc: '2.27' }, /Node wants 2\.28/],
  ] as const;
  for (const [target, message] of cases) {
    const { paths, error } = await list(target);
    t.same(paths, []);
    t.match(error, { code: 'BOX_LACKS', message, hint: /Install Node 18 or later there/ });
  }
});

t.test('npm that cannot fetch says so, and leaves nothing half', async (t) => {
  const { error } = await list({ machine: other, glibc: '2.36' });
  t.match(error, {
    code: 'BOX_LACKS',
    message: /node-linux-\w+@22\.23\.3, a Node for the box, cannot be had by npm: /,
    hint: /where npm reaches its registry/,
  });
  t.same(await readdir(cache), []);
});
