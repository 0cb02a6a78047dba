/**
 * A topology's file and what is beside it, as one file that a box can be sent: the modules that it
 * imports, the data that it reads. The stage unpacks it (stage_source.py). On this machine there is
 * no need: the file is loaded where it lies.
 */
import { type Dirent, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

/** What a pack takes at the most; what is nearest to the file, and Python, comes first. */
export const packLimits = {
  files: 200,
  bytes: 4 << 20,
  bytesOfOne: 1 << 20,
  depth: 4,
  looks: 5000,
};

/** Folders in which no module of the topology's own lies, and which can be large. */
const foreign = /^(__pycache__|node_modules|site-packages|venv|env|build|dist)$/;

export interface Pack {
  /** JSON: {"path/within": base64}. */
  text: string;
  /** What is beside the file, and was left out because of the limits. */
  left: string[];
}

/** Packs a file with all that is beside it, within limits. */
export function packTopology(file: string): Pack {
  const folder = path.dirname(file);
  const found = listBeside(folder).filter((name) => name !== path.basename(file));
  const chosen = [path.basename(file)];
  const left: string[] = [];
  let bytes = getBytes(file);
  for (const name of found.sort(compareNearness)) {
    const size = getBytes(path.join(folder, name));
    const fits =
      chosen.length < packLimits.files &&
      size <= packLimits.bytesOfOne &&
      bytes + size <= packLimits.bytes;
    if (fits) {
      chosen.push(name);
      bytes += size;
    } else left.push(name);
  }
  const data = chosen.flatMap((name) => {
    const content = read(path.join(folder, name));
    if (content === undefined) left.push(name);
    return content === undefined ? [] : [[name, content.toString('base64')] as const];
  });
  return { text: JSON.stringify(Object.fromEntries(data)), left };
}

/** Names of the files in a folder and below it, the nearest folders first. */
function listBeside(folder: string): string[] {
  const names: string[] = [];
  const waiting = [{ within: '', depth: 0 }];
  let seen = 0;
  for (const { within, depth } of waiting) {
    for (const entry of list(path.join(folder, within))) {
      seen += 1;
      if (seen > packLimits.looks) return names;
      if (entry.name.startsWith('.')) continue;
      const name = path.posix.join(within, entry.name);
      if (entry.isFile() || isLinkToFile(entry, path.join(folder, name))) names.push(name);
      if (!entry.isDirectory() || foreign.test(entry.name) || depth >= packLimits.depth) continue;
      // A virtual environment, whatever it is called (PEP 405).
      if (list(path.join(folder, name)).some((one) => one.name === 'pyvenv.cfg')) continue;
      waiting.push({ within: name, depth: depth + 1 });
    }
  }
  return names;
}

function isLinkToFile(entry: Dirent, file: string): boolean {
  return entry.isSymbolicLink() && statSync(file, { throwIfNoEntry: false })?.isFile() === true;
}

/** Modules before data, near ones before far ones; else by name, so that a pack stays the same. */
function compareNearness(one: string, other: string): number {
  const rank = (name: string) => (name.endsWith('.py') ? 0 : 1) * 100 + name.split('/').length;
  return rank(one) - rank(other) || (one < other ? -1 : 1);
}

/** What cannot be read is not beside it; the file itself was seen to be readable. */
function list(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

function read(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}

function getBytes(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}
