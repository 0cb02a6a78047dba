/** Every module that the lab is compiled to can be loaded: those of rare flags, too. */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { transform } from 'esbuild';
import t from 'tap';
import { root } from '../box/lab-command.ts';

t.test('what is put before each module declares nothing that a module declares', async (t) => {
  const { compile } = await import(path.join(root, 'lab/boot/compile.mjs'));
  const sweep = fileURLToPath(await compile('sweep'));
  const names = (await readdir(path.dirname(sweep))).filter((name) => name.endsWith('.mjs'));
  t.ok(names.length > 20, `${names.length} modules`);
  for (const name of names) {
    const text = await readFile(path.join(path.dirname(sweep), name), 'utf8');
    const errors = await transform(text, { format: 'esm', logLevel: 'silent' }).then(
      () => [],
      (error: { errors: { text: string }[] }) => error.errors.map((one) => one.text),
    );
    t.same(errors, [], name);
  }
});
