/**
 * Starts a verb: loads its TypeScript and turns what it gives into the exit code. Plain JavaScript,
 * because it is what makes TypeScript loadable on Node 20.
 */
import { closeSync } from 'node:fs';
import path from 'node:path';
import { isatty } from 'node:tty';
import { fileURLToPath } from 'node:url';
import { guardOutput } from './guard-output.mjs';
import { refuseOldNode } from './node-version.mjs';

/** Runs lab/cli/<verb>.ts with the arguments that came after the script's own name. */
export async function start(verb, scriptUrl) {
  refuseOldNode();
  const endOutput = guardOutput();
  process.on('exit', forgetLostTerminal);
  const { main } = await load(verb);
  const script = path.basename(fileURLToPath(scriptUrl));
  // zx keeps its own name in front of the script's: zx lab/run.mjs --flag.
  const index = process.argv.findIndex((word, at) => at > 0 && path.basename(word) === script);
  const code = await main(process.argv.slice(index + 1));
  process.exitCode = code;
  process.exit(await endOutput(code));
}

const terminals = [0, 1, 2].filter((fd) => isatty(fd));

/**
 * At its end Node sets each terminal as it was, and aborts where it cannot, as where the window was
 * closed meanwhile (node::ResetStdio, tcsetattr: EIO). What it finds closed it leaves alone.
 */
function forgetLostTerminal() {
  for (const fd of terminals) if (!isatty(fd)) closeSync(fd);
}

/** The verb's module, compiled; or file by file where nothing can be written. */
export async function load(verb) {
  try {
    const { compile } = await import('./compile.mjs');
    const file = await compile(verb).catch((error) => {
      if (error?.code === 'ERR_MODULE_NOT_FOUND') throw error;
      return undefined;
    });
    if (file !== undefined) return await import(file);
    if (!process.features.typescript) (await import('tsx/esm/api')).register();
    return await import(`../cli/${verb}.ts`);
  } catch (error) {
    const isPackage = error?.code === 'ERR_MODULE_NOT_FOUND' && /package/.test(error.message);
    if (!isPackage) throw error;
    console.error(`lab: ${error.message.split('\n')[0]}\n     Install the packages first: npm ci`);
    process.exit(3);
  }
}
