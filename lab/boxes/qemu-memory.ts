/**
 * What is known of a box that was frozen: it resumes as it was, so what was asked of it then need
 * not be asked again, where each question takes half a second. Written when it is frozen
 * (qemu-freeze.ts), used for a machine that starts from there, until the lab changes something.
 */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Box, BoxFile, BoxProcess, CommandResult } from './box.ts';
import { measureFiles } from './local-files.ts';
import { imageFiles } from './qemu-image.ts';

export interface BoxMemory {
  /** What of the lab is in the box; another lab plays there as well, only not as soon. */
  source: string;
  /** What looks at the box found, by their commands. */
  looks: Record<string, CommandResult>;
  /** Where files are there, by content, name and mode. */
  files: Record<string, string>;
  /** The stage that waits there, if one was left: for whom, and the folder of its FIFOs. */
  waiting?: { words: string; folder: string };
}

/** A box that writes down what it is asked. Only for what looks: nothing must change the box. */
export function recordBox(box: Box, source: string): { box: Box; memory: BoxMemory } {
  const memory: BoxMemory = { source, looks: {}, files: {} };
  const recording: Box = {
    ...box,
    run: async (argv, options) => {
      const result = await box.run(argv, options);
      if (options?.input === undefined) memory.looks[JSON.stringify(argv)] = result;
      return result;
    },
    push: async (files) => {
      const places = await box.push(files);
      const names = await nameFiles(files);
      for (const [index, name] of names.entries()) memory.files[name] = places[index] ?? '';
      return places;
    },
  };
  return { box: recording, memory };
}

/** A box just resumed that answers from memory what it can. */
export function useMemory(box: Box, memory: BoxMemory): Box {
  let waiting = memory.waiting;
  return {
    ...box,
    run: async (argv, options) => {
      const known = options?.input === undefined ? memory.looks[JSON.stringify(argv)] : undefined;
      return known ?? box.run(argv, options);
    },
    push: async (files) => {
      const places = (await nameFiles(files)).map((name) => memory.files[name]);
      if (places.every((place) => place !== undefined)) return places;
      return box.push(files);
    },
    takeWaiting: async (words): Promise<BoxProcess | undefined> => {
      if (waiting === undefined || waiting.words !== words) return undefined;
      const { folder } = waiting;
      waiting = undefined;
      return box.start(['sh', '-c', 'cat "$0/out" & exec cat >"$0/in"', folder]);
    },
  };
}

/** What was written down when the image was frozen. */
export async function readMemory(image: string): Promise<BoxMemory | undefined> {
  const file = path.join(image, imageFiles.frozenNotes);
  const text = await readFile(file, 'utf8').catch(() => undefined);
  return text === undefined ? undefined : (JSON.parse(text) as BoxMemory);
}

async function nameFiles(files: readonly BoxFile[]): Promise<string[]> {
  const measured = await measureFiles(files);
  return measured.map(({ sha256, name, mode }) => `${sha256} ${mode} ${name}`);
}
