/**
 * What tells that two submissions are the same: of all files together a digest, and of each source
 * a hash of its text without comments and spaces. Names of variables stay, so a renamed one hides
 * a copy: who wants to find those needs another tool, and a person.
 */
import { createHash } from 'node:crypto';
import { readCode } from './find-code.ts';
import { type FoundFile, getTexts } from './read-folder.ts';

/** Shorter sources are alike by themselves; characters without comments and spaces. */
const leastCharacters = 120;

/** SHA-256 of all files: paths, bytes, and whether they are executable. */
export function hashFiles(files: readonly FoundFile[]): string {
  const hash = createHash('sha256');
  for (const { path, bytes, isExecutable } of files) {
    hash.update(`${JSON.stringify([path, bytes.length, isExecutable])}\n`).update(bytes);
  }
  return hash.digest('hex');
}

/** Of each source the hash of its text, by path. */
export function hashTexts(files: readonly FoundFile[]): Record<string, string> {
  const hashes: Record<string, string> = {};
  for (const file of getTexts(files)) {
    const text = readCode(file)?.code.replace(/\s+/g, '') ?? '';
    if (text.length < leastCharacters) continue;
    hashes[file.path] = createHash('sha256').update(text).digest('hex').slice(0, 32);
  }
  return hashes;
}
