/** The files of the box's half of the stage: the whole of it is pushed before one is started. */
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const first = 'stage.py';
const others = readdirSync(new URL('.', import.meta.url))
  .filter((name) => name.endsWith('.py') && name !== first)
  .sort();

/** All Python files beside this one; the first of them is started. */
export const stageFiles = [first, ...others].map((name) =>
  fileURLToPath(new URL(name, import.meta.url)),
);
