/**
 * An ordinary user without sudo, as whom a test runs the lab in a mount namespace of its own: the
 * checkout and Node are mounted where the user can see them if they lie where only their owner may
 * look, and /dev/net/tun has the mode that a test wants, whatever the machine's has.
 */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import t, { type Test } from 'tap';
import { programs } from '../../lab/assignments/first-received/programs.ts';
import { suiteNames } from '../../lab/assignments/first-received/scenarios/index.ts';
import { getScenarioOfPlay } from '../../lab/model/play-names.ts';
import { bundlePrograms } from '../../lab/run/bundle.ts';
import { makePasswordUser } from '../boxes/password-user.ts';
import { makeUser, runAsRoot, type TestUser } from '../boxes/sshd.ts';
import { type LabDocument, type LabResult, root, runLab } from './lab-command.ts';
import { getLastPlays } from './last-plays.ts';

const script = `set -e
user=$1 home=$2 folder=$3 root=$4 node=$5 tun=$6 verb=$7; shift 7
as_user() { setpriv --reuid="$user" --regid="$user" --init-groups "$@"; }
if ! as_user test -r "$root/package.json"; then
  mkdir -p "$home/lab"; mount --bind "$root" "$home/lab"; root=$home/lab
fi
if ! as_user test -x "$node"; then
  : >"$home/node"; mount --bind "$node" "$home/node"; node=$home/node
fi
mount -t tmpfs -o mode=755 tmpfs /dev/net
mknod -m "$tun" /dev/net/tun c 10 200
cd "$folder"
exec setpriv --reuid="$user" --regid="$user" --init-groups env -i "HOME=$home" \\
  "LAB_BOX_IMAGE=$home/none" "TMPDIR=$home/tmp" "PATH=$folder/bin:/usr/local/bin:/usr/bin:/bin" \\
  "$node" "$root/lab/$verb.mjs" "$@"`;

/**
 * Words before a command of a user's who is to make no user namespace: as a container does, they
 * mask part of /proc, and no namespace can have a /proc of its own then.
 */
export const withoutNamespaces: readonly string[] = [
  ...['unshare', '--mount', 'sh', '-c', 'mount -t tmpfs tmpfs /proc/fs; exec "$@"', 'sh'],
];

/** Makes the user, who is removed at the end of the file's tests, with all that is his. */
export async function makeLabUser(): Promise<TestUser> {
  return prepareUser(await makeUser());
}

/** The same with a user whom sudo asks for a password. */
export async function makeAskedUser(): Promise<TestUser & { password: string }> {
  return prepareUser(await makePasswordUser());
}

async function prepareUser<User extends TestUser>(user: User): Promise<User> {
  t.teardown(() => user.remove());
  const folder = path.join(user.home, 'tmp');
  await runAsRoot(['install', '-d', '-m', '700', '-o', user.name, folder]);
  await runAsRoot(['chmod', '755', user.home]);
  // The user cannot write into the checkout, so what is built there must be there.
  await bundlePrograms({ programs, root });
  await runLab(['--list'], { folder: root });
  return user;
}

/** The command line of the lab as that user; udev gives /dev/net/tun the mode 0666. */
export function getCommand(
  user: TestUser,
  folder: string,
  tunMode = '666',
  verb = 'run',
): string[] {
  const asRoot = process.getuid?.() === 0 ? [] : ['sudo', '-n', '--'];
  const words = [user.name, user.home, folder, root, process.execPath, tunMode, verb];
  return [...asRoot, 'unshare', '--mount', 'sh', '-c', script, 'sh', ...words];
}

/** A folder of the user's, for its runs; it is removed with the user. */
export async function makeUserFolder(user: TestUser): Promise<string> {
  const name = await runAsRoot(['mktemp', '-d', path.join(user.home, 'runs-XXXXXX')]);
  const folder = name.trim();
  await runAsRoot(['mkdir', path.join(folder, 'bin')]);
  await runAsRoot(['chmod', '755', folder]);
  await runAsRoot(['chown', '-R', user.name, folder]);
  return folder;
}

/** All points, by all witnesses, none of which lost anything. */
export async function checkSuite(
  t: Test,
  folder: string,
  result: LabResult & { document: LabDocument },
): Promise<void> {
  const { document, status, stderr } = result;
  const outcomes = new Map(
    getLastPlays(document.runs).map((run) => [getScenarioOfPlay(run.scenario), run.outcome]),
  );
  t.same([...outcomes.keys()], [...suiteNames]);
  // On a busy machine two messages at once can be there before both are accepted: no fault.
  const isUnlucky = outcomes.get('simultaneous') === 'unknown';
  if (isUnlucky) outcomes.set('simultaneous', 'pass');
  t.same([...new Set(outcomes.values())], ['pass'], stderr);
  t.equal(status, isUnlucky ? 2 : 0);
  if (!isUnlucky) t.same([document.grade?.points, document.grade?.of], [100, 100]);
  for (const { scenario, directory } of document.runs) {
    const text = await readFile(path.join(folder, directory, 'journal.jsonl'), 'utf8');
    const events: { kind: string; witness: string }[] = text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    const witnesses = new Set(events.map(({ witness }) => witness));
    const all = ['kernel', 'printed', 'program', 'stage', 'wire'];
    t.same([...witnesses].sort(), all, `${scenario} has all witnesses`);
    t.same(
      events.filter(({ kind }) => kind === 'gap'),
      [],
      'and no gap',
    );
  }
}
