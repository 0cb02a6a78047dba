/** What makes Mininet start sooner: measured where it matters, and nothing of it stays. */
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import t from 'tap';
import { root } from '../docs/read-docs.ts';

const run = promisify(execFile);
const head = `import sys
sys.path.insert(0, ${JSON.stringify(path.join(root, 'lab/stage'))})
import stage_haste
`;

async function runPython(code: string): Promise<string> {
  const { stdout } = await run('/usr/bin/python3', ['-B', '-c', head + code]);
  return stdout.trim();
}

t.test('Mininet is imported without setuptools', async (t) => {
  const code = `
has_own = sys.version_info < (3, 12)
stage_haste.skip_setuptools()
stage_haste.skip_setuptools()  # a second time changes nothing
import mininet.node
print("setuptools" in sys.modules and has_own)
`;
  t.equal(await runPython(code), 'False');
});

t.test('where another finder is in its place, that stays as it was', async (t) => {
  const code = `
import types
sys.modules["_distutils_hack"] = types.ModuleType("_distutils_hack")
before = list(sys.meta_path)
stage_haste.skip_setuptools()
print(sys.meta_path == before)
`;
  t.equal(await runPython(code), 'True');
});

t.test(
  'few files may be open while nodes are made, and as many as before afterwards',
  async (t) => {
    const code = `
import resource
def get(): return resource.getrlimit(resource.RLIMIT_NOFILE)
resource.setrlimit(resource.RLIMIT_NOFILE, (4096, get()[1]))
before = get()
with stage_haste.limit_files(10):
    print(get()[0])
print(get() == before)
try:
    with stage_haste.limit_files(10):
        raise ValueError
except ValueError:
    print(get() == before)
with stage_haste.limit_files(1000):
    print(get() == before)
`;
    t.equal(await runPython(code), '1184\nTrue\nTrue\nTrue', 'a lower limit is left alone');
  },
);
