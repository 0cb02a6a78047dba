/** The instances of the kernel's trace on this machine, looked at and made as root. */
import { waitFor } from '../box/lab-command.ts';
import { runAsRoot } from '../boxes/sshd.ts';

/** Runs a shell command with tracefs mounted at $T, for itself alone. */
export async function runWithTracefs(command: string): Promise<string> {
  const script = `T=$(mktemp -d); trap 'rmdir "$T"' EXIT; export T
unshare --mount sh -c 'mount -t tracefs tracefs "$T" && cd "$T" && { ${command}; }'`;
  return runAsRoot(['sh', '-c', script]);
}

/** The names of all instances. */
export async function listInstances(): Promise<string[]> {
  return (await runWithTracefs('ls instances')).split('\n').filter(Boolean);
}

/** The names of those of a process's stage. */
export async function findInstances(pid: number): Promise<string[]> {
  const stdout = await runAsRoot(['readlink', `/proc/${pid}/ns/pid`]);
  const number = /\d+/.exec(stdout)?.[0] ?? 'none';
  return (await listInstances()).filter((name) => name.startsWith(`mininet-lab-${number}-`));
}

/** Those of a process's stage, once it has made all three. */
export async function waitForInstances(pid: number): Promise<string[]> {
  return waitFor(`the instances of process ${pid}`, async () => {
    const found = await findInstances(pid);
    return found.length === 3 ? found : undefined;
  });
}
