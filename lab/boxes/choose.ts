/**
 * The box of a user who names none: this machine if it can run Mininet or can be made to, else the
 * Vagrant box of this folder if it runs, else our own image in QEMU if it was built, else one
 * sentence that says what to install. The decision is pure; looking comes one by one, cheapest
 * first, and no further than needed.
 */
import { execa } from 'execa';
import { LabError } from '../model/errors.ts';
import { getToolEnvironment } from '../model/tool-environment.ts';
import { canAskPassword } from './ask-password.ts';
import { passwordWords } from './sudo.ts';
import { findVagrantFolder, isVagrantRunning } from './vagrant-command.ts';

/** What this machine has, as far as it decides whether the lab can play here. */
export interface LocalChances {
  isLinux: boolean;
  /** mnexec, and a Python that can import Mininet's modules. */
  hasMininet: boolean;
  /** apt-get, and root or sudo: provision.sh can install what is missing. */
  canInstall: boolean;
  /** Root, sudo, or user namespaces; a sudo with a password where that can be asked for. */
  canPlay: boolean;
  /** It cannot, though sudo is there: that asks for a password, and nobody can be asked for it. */
  asksPassword?: boolean;
}

/** How each is looked at; a test gives answers of its own. */
export interface Looks {
  lookLocally(): Promise<LocalChances>;
  /** Whether a Vagrant box of this folder runs. */
  isVagrantRunning(): Promise<boolean>;
  /** Whether our image and QEMU are there. */
  hasImage(): Promise<boolean>;
}

/** The name of the box to take. Throws LabError BOX_LACKS if there is none. */
export async function chooseBox(looks: Looks = makeLooks(findVagrantFolder())): Promise<string> {
  const local = await looks.lookLocally();
  if (canBeLocal(local)) return 'local';
  if (await looks.isVagrantRunning()) return 'vagrant';
  if (await looks.hasImage()) return 'qemu';
  throw new LabError('BOX_LACKS', `${describeLack(local)}, and no other box is there`, {
    hint: describeCure(local),
  });
}

/** Whether this machine can run Mininet, or provision.sh can make it. */
export function canBeLocal({ isLinux, hasMininet, canInstall, canPlay }: LocalChances): boolean {
  return isLinux && canPlay && (hasMininet || canInstall);
}

function describeLack({ isLinux, canPlay, asksPassword }: LocalChances): string {
  if (!isLinux) return 'Mininet needs Linux, which this machine does not run';
  if (canPlay) return 'This machine has no Mininet, and we cannot install it here';
  if (asksPassword) {
    const asks = 'sudo on this machine asks for a password';
    return `${asks}, which the lab can ask for at a terminal only and not in CI, and there is no user namespace`;
  }
  return 'This machine gives us no root and no user namespace, and Mininet needs one of them';
}

function describeCure({ isLinux, canPlay, asksPassword }: LocalChances): string {
  const other = 'bring a box up (vagrant up), build one (make box), or name one: --box ssh://…';
  if (!isLinux) return `Install Vagrant or QEMU, and ${other}`;
  const here = canPlay
    ? 'Install Mininet as root (sh lab/boxes/provision.sh, or by hand where there is no apt-get)'
    : `Run ${asksPassword ? 'it at a terminal' : 'as root'}, or allow this user sudo without a password`;
  return `${here}; or ${other}`;
}

/** The real looks; Vagrant is asked about this folder. */
export function makeLooks(folder: string): Looks {
  return {
    lookLocally,
    isVagrantRunning: () => isVagrantRunning(folder),
    hasImage: async () => {
      const { checkImage, getImageFolder } = await import('./qemu-image.ts');
      return checkImage(getImageFolder()).then(
        () => true,
        () => false,
      );
    },
  };
}

/** One shell: it looks for namespaces only where there is neither root nor sudo. */
const localScript = `PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin
has() { command -v "$1" >/dev/null 2>&1; }
has mnexec && for python in /usr/bin/python3 python3; do
  "$python" -c 'import importlib.util as u, sys; sys.exit(not u.find_spec("mininet"))' 2>/dev/null &&
    { echo mininet; break; }
done
if [ "$(id -u)" = 0 ] || said=$(sudo -n true 2>&1 </dev/null); then echo play
elif unshare --user --map-root-user -- unshare --net --pid --mount --fork --kill-child \\
  --mount-proc mount -t sysfs sysfs /sys 2>/dev/null; then echo play
elif printf '%s' "$said" | grep -qE '${passwordWords}'; then echo password; fi
has apt-get && { [ "$(id -u)" = 0 ] || has sudo; } && echo install
true`;

async function lookLocally(): Promise<LocalChances> {
  if (process.platform !== 'linux') {
    return { isLinux: false, hasMininet: false, canInstall: false, canPlay: false };
  }
  const { stdout } = await execa('/bin/sh', ['-c', localScript], {
    ...{ env: getToolEnvironment(process.env), extendEnv: false },
    reject: false,
    stdin: 'ignore',
    timeout: 20_000,
  });
  const said = stdout.split('\n');
  return {
    isLinux: true,
    hasMininet: said.includes('mininet'),
    canInstall: said.includes('install'),
    canPlay: said.includes('play') || (said.includes('password') && canAskPassword()),
    asksPassword: said.includes('password') && !canAskPassword(),
  };
}
