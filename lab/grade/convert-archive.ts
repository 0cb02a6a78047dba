/**
 * Archives that are read by a tool of the system: bsdtar (libarchive) rewrites xz, bzip2, zstd, 7z
 * and rar as a tar, which is then looked at as any other. The tool works on what a stranger packed,
 * so it runs behind walls of its own: without the network, as nobody, seeing the system read-only
 * and the archive as its standard input (bwrap(1), prlimit(1), bsdtar(1)).
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { mostBytes } from './read-folder.ts';
import { systemView } from './sandbox.ts';
import { OtherArchiveError, refuseArchive } from './unpack-rules.ts';

const limitMs = 30_000;
const memoryBytes = 2 ** 30;
const nobody = '65534';

const walls = [
  ...['bwrap', '--unshare-all', '--cap-drop', 'ALL', '--die-with-parent', '--new-session'],
  ...systemView,
  ...['--ro-bind-try', '/etc/ld.so.cache', '/etc/ld.so.cache', '--dev', '/dev', '--chdir', '/'],
  ...['--clearenv', '--setenv', 'LC_ALL', 'C.UTF-8', '--setenv', 'PATH', '/usr/bin:/bin'],
];
const convert = ['bsdtar', '--format', 'pax', '-c', '-f', '-', '@-'];

/**
 * Gives the archive as a tar of at most so many bytes. Throws LabError FILE_WRONG for one that is
 * damaged, encrypted or too large, and OtherArchiveError where this machine cannot read it.
 */
export async function convertToTar(
  bytes: Buffer,
  { what, mostTarBytes }: { what: string; mostTarBytes: number },
): Promise<Buffer> {
  const { status, tar, said, isTooLarge } = await runWithFile(bytes, mostTarBytes);
  if (isTooLarge)
    throw refuseArchive(`it holds more than ${mostBytes >> 20} MiB once it is unpacked`);
  if (status === 0) return tar;
  if (/bwrap: .*execvp bsdtar|ENOENT/.test(said)) {
    throw new OtherArchiveError('FILE_WRONG', `it is ${what}, which needs bsdtar and bubblewrap`, {
      hint: 'apt-get install -y libarchive-tools bubblewrap; or have it packed as a zip.',
    });
  }
  if (/^bwrap: /m.test(said)) {
    const because = `it is ${what}, and the sandbox that would read it does not start: ${said}`;
    throw new OtherArchiveError('FILE_WRONG', because, { hint: 'Have it packed as a zip.' });
  }
  if (/passphrase|encrypt/i.test(said)) throw refuseArchive('it is encrypted');
  throw refuseArchive(`it is no whole archive: ${said}`);
}

interface Converted {
  status: number | null;
  tar: Buffer;
  /** What the tool said last, as one line. */
  said: string;
  isTooLarge: boolean;
}

/** The archive is a file without a name, since 7z is read from its end. */
async function runWithFile(bytes: Buffer, mostTarBytes: number): Promise<Converted> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'lab-archive-'));
  const file = path.join(folder, 'archive');
  const handle = await writeFile(file, bytes)
    .then(() => open(file))
    .finally(() => rm(folder, { recursive: true }));
  try {
    const isRoot = process.getuid?.() === 0;
    const asNobody = isRoot
      ? ['setpriv', '--reuid', nobody, '--regid', nobody, '--clear-groups', '--no-new-privs', '--']
      : [];
    const limits = [
      'prlimit',
      `--data=${memoryBytes}`,
      '--cpu=20',
      '--core=0',
      '--nofile=64',
      '--',
    ];
    const [program = '', ...rest] = [...asNobody, ...limits, ...walls, ...convert];
    const child = spawn(program, rest, {
      stdio: [handle.fd, 'pipe', 'pipe'],
      env: { PATH: process.env.PATH ?? '' },
    });
    return await gather(child, mostTarBytes);
  } finally {
    await handle.close();
  }
}

function gather(child: ChildProcess, mostTarBytes: number): Promise<Converted> {
  const chunks: Buffer[] = [];
  let size = 0;
  let said = '';
  let isTooLarge = false;
  const timer = setTimeout(() => {
    said = `it was not read within ${limitMs / 1000} s`;
    child.kill('SIGKILL');
  }, limitMs);
  child.stdout?.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size <= mostTarBytes) chunks.push(chunk);
    else isTooLarge = true;
    if (isTooLarge) child.kill('SIGKILL');
  });
  child.stderr?.on('data', (chunk: Buffer) => {
    said = (said + chunk.toString()).slice(-1000);
  });
  return new Promise((resolve) => {
    const end = (status: number | null) => {
      clearTimeout(timer);
      const [line = ''] = said.trim().split('\n').slice(-1);
      resolve({ status, tar: Buffer.concat(chunks), said: line, isTooLarge });
    };
    child.once('error', (error) => {
      said = error.message;
      end(null);
    });
    child.once('close', end);
  });
}
