/**
 * The one machine of an image that stays when its command has ended: brought up, found again and
 * brought down. Who runs with `--box qemu` meanwhile uses it as it is.
 */
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { LabError } from '../model/errors.ts';
import { withFileLock } from './file-lock.ts';
import { connectTo, findUpMachine, type QemuOptions, startFromImage } from './qemu.ts';
import { checkImage, imageFiles } from './qemu-image.ts';

export { findUpMachine } from './qemu.ts';

/** Brings it up, if it is not; gives the port of its SSH. Throws LabError BOX_*. */
export async function bringUp(image: string, options: QemuOptions): Promise<number> {
  await checkImage(image);
  return withFileLock(path.join(image, 'up.lock'), async () => {
    const running = await findUpMachine(image);
    if (running !== undefined) {
      running.monitor.close();
      return running.port;
    }
    const folder = path.join(image, imageFiles.up);
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const machine = await startFromImage(image, { ...options, folder });
    const endWithUs = () => machine.kill();
    process.once('exit', endWithUs);
    try {
      const box = await connectTo(machine.port, image, {});
      await box.close();
      process.off('exit', endWithUs);
      machine.monitor.close();
      machine.release();
      return machine.port;
    } catch (error) {
      machine.kill();
      await rm(folder, { recursive: true, force: true });
      throw error;
    }
  });
}

/** Ends it; false if it was not up. */
export async function bringDown(image: string): Promise<boolean> {
  const machine = await findUpMachine(image);
  if (machine === undefined) return false;
  await machine.monitor.execute('quit').catch(() => {});
  await machine.monitor.ended;
  await rm(path.join(image, imageFiles.up), { recursive: true, force: true });
  return true;
}

/**
 * OpenSSH's command for a shell there, with our key and its host key, and nothing of the user's.
 */
export async function getShellCommand(port: number, image: string): Promise<string[]> {
  const key = (await readFile(path.join(image, imageFiles.hostKey), 'utf8')).trim();
  const [type, text] = key.split(' ');
  if (type === undefined || text === undefined) {
    throw new LabError('BOX_UNTRUSTED', `${imageFiles.hostKey} of ${image} is no host key`);
  }
  const store = path.join(image, imageFiles.up, 'known_hosts');
  await writeFile(store, `[127.0.0.1]:${port} ${type} ${text}\n`);
  const options = [
    ...[`UserKnownHostsFile="${store}"`, 'GlobalKnownHostsFile=none', 'StrictHostKeyChecking=yes'],
    ...[`IdentityFile="${path.join(image, imageFiles.key)}"`, 'IdentitiesOnly=yes'],
    ...['BatchMode=yes', 'LogLevel=ERROR'],
  ].flatMap((option) => ['-o', option]);
  return ['ssh', '-F', 'none', ...options, '-p', String(port), 'root@127.0.0.1'];
}
