/** A program for another processor, as a box may have one by mistake. */
import { open, writeFile } from 'node:fs/promises';

/** Where a file in ELF says for which processor it is, and one that is not this machine's (elf(5)). */
const machineAt = 18;
const otherMachine = { x64: 183, arm64: 62 } as Partial<Record<NodeJS.Architecture, number>>;

/** Makes an executable that the kernel refuses: exec format error (ENOEXEC, execve(2)). */
export async function makeStranger(file: string): Promise<void> {
  const head = Buffer.alloc(4096);
  const self = await open(process.execPath);
  await self.read(head, 0, head.length, 0);
  await self.close();
  head.writeUInt16LE(otherMachine[process.arch] ?? 62, machineAt);
  await writeFile(file, head, { mode: 0o755 });
}
