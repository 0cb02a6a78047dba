/**
 * A process at a terminal that has sudo on a box unlocked, runs commands as root with it, and keeps
 * one running until a line is typed; unlock-sudo.gate.ts looks at it meanwhile.
 */
import { once } from 'node:events';
import { openBox } from '../../lab/boxes/open.ts';
import { LabError } from '../../lab/model/errors.ts';

const tell = (key: string, value: unknown) => console.log(`${key}=${JSON.stringify(value)}`);

/** The session on the box of this name. */
export async function runSession(name: string): Promise<void> {
  const ssh = { knownHostsPath: `${process.env.HOME}/known_hosts` };
  const box = await openBox(name, { ssh });
  try {
    const isUnlocked = await box.unlockSudo?.();
    tell('unlocked', isUnlocked);
    const asRoot = async (argv: readonly string[], input = '') => {
      const { status, stdout, stderr } = await box.run(['sudo', '-n', '--', ...argv], { input });
      return { status, stdout, stderr };
    };
    tell('first', await asRoot(['id', '-u']));
    if (isUnlocked !== true) return;
    tell('second', await asRoot(['sh', '-c', 'cat; echo to you >&2; exit 7'], 'its own input'));
    const running = await box.start(['sudo', '-n', '--', 'sh', '-c', 'trap "" HUP TERM; sleep 99']);
    tell('ready', true);
    await once(process.stdin.resume(), 'data');
    process.stdin.pause();
    running.kill();
    tell('killed', await running.ended);
  } catch (error) {
    tell('error', error instanceof LabError ? [error.code, error.message] : String(error));
  } finally {
    await box.close();
    tell('closed', true);
  }
}
