/**
 * A box by the name that the user gave it. What a kind of box needs is loaded only when such a box
 * is opened: a local run never loads SSH.
 */
import { LabError } from '../model/errors.ts';
import type { Box } from './box.ts';
import type { SshOptions } from './ssh.ts';

export { type BoxAddress, parseBoxAddress } from './address.ts';

export interface OpenBoxOptions {
  ssh?: SshOptions;
}

/** Opens `local`, `vagrant`, `qemu` or `ssh://user@host:port`. FLAG_WRONG for any other name. */
export async function openBox(name: string, options: OpenBoxOptions = {}): Promise<Box> {
  if (name === 'local') return (await import('./local.ts')).openLocalBox();
  if (name.startsWith('ssh://')) {
    // The user's own configuration says what a host is called and how it is reached.
    const { openSshBox } = await import('./ssh.ts');
    return openSshBox(name, { userConfig: true, ...options.ssh });
  }
  if (name === 'qemu') {
    const { say } = options.ssh ?? {};
    return (await import('./qemu.ts')).openQemuBox(say === undefined ? {} : { say });
  }
  if (name === 'vagrant') return (await import('./vagrant.ts')).openVagrantBox(options.ssh);
  throw new LabError('FLAG_WRONG', `The box ${JSON.stringify(name)} is of no kind that is known.`, {
    hint: 'Use `local`, `vagrant`, `qemu` or ssh://user@host:port.',
  });
}
