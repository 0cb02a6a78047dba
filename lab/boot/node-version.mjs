/**
 * Says in one sentence that this Node is too old for the lab. Plain JavaScript that any Node with
 * ES modules reads, since it is what an old one gets to see. As a script it is the Makefile's first
 * step: exit 0, or 3 with the sentence.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const packageFile = fileURLToPath(new URL('../../package.json', import.meta.url));

/** The oldest Node that the lab runs on, as package.json says it: `20.19`. */
export function readMinimumNode() {
  return JSON.parse(readFileSync(packageFile, 'utf8')).engines.node.replace(/^>=\s*/, '');
}

/** What is wrong with a Node of that version (`18.20.4`), and what to do; empty if nothing is. */
export function describeOldNode(version, minimum = readMinimumNode()) {
  const [found = 0, minor = 0] = version.split('.').map(Number);
  const [wanted = 0, wantedMinor = 0] = minimum.split('.').map(Number);
  if (found > wanted || (found === wanted && minor >= wantedMinor)) return '';
  return (
    `lab: This is Node ${version}; the lab needs Node ${minimum} or later\n` +
    '     Install a newer one, from nodejs.org or as your system has it, first in PATH.'
  );
}

/** Ends the process with the sentence, as trouble of the lab, where this Node is too old. */
export function refuseOldNode() {
  const because = describeOldNode(process.versions.node);
  if (because === '') return;
  process.stderr.write(`${because}\n`);
  process.exit(3);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) refuseOldNode();
