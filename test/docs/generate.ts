/** make docs: writes the tables that the docs have from the code (blocks.ts says which). */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { fillBlocks } from './blocks.ts';
import { readDocs, root } from './read-docs.ts';

for (const doc of readDocs()) {
  const filled = await fillBlocks(doc.text);
  if (filled === doc.text) continue;
  writeFileSync(path.join(root, doc.path), filled);
  console.log(`Wrote ${doc.path}`);
}
