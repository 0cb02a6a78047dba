/** Small and read-only disks for tests: a tmpfs in a mount namespace of its own, gone with it. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** Ways to a mount namespace in which we may mount; the first that works is taken (unshare(1)). */
const ways = [
  ['unshare', '--mount'],
  ['unshare', '--user', '--map-root-user', '--mount'],
  ['sudo', '-n', '--', 'unshare', '--mount'],
];

/** Words before a command that runs it with a tmpfs of these options (tmpfs(5)) on a folder. */
export async function getMountWords(folder: string, options: string): Promise<string[]> {
  for (const way of ways) {
    const words = [
      ...way,
      ...['sh', '-c', `mount -t tmpfs -o "$1" tmpfs "$2" && cd "$2" && shift 2 && exec "$@"`],
      ...['sh', options, folder],
    ];
    const works = await execute(words[0] ?? '', [...words.slice(1), 'true']).then(
      () => true,
      () => false,
    );
    if (works) return words;
  }
  throw new Error('no way to a mount namespace: neither root, nor user namespaces, nor sudo');
}
