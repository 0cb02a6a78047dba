/**
 * A cluster of Slurm for tests, on this machine: munged, slurmctld and a slurmd for each node, all
 * in a folder of their own. A node lives in a PID namespace, so that killing the namespace's first
 * process ends everything that runs on it at once, as when its power fails. There are no control
 * groups and no systemd here: proctrack/linuxproc and task/none (slurm.conf(5)) do without.
 */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { getFreePort } from '../boxes/sshd.ts';
import { waitFor } from './lab-command.ts';

const execute = promisify(execFile);

export interface Cluster {
  folder: string;
  /** A command of Slurm (sbatch, squeue, …); gives what it prints. */
  ask(program: string, ...words: string[]): Promise<string>;
  /** Ends a node and all that runs on it, at once. */
  kill(node: string): Promise<void>;
  stop(): Promise<void>;
}

/** Starts one with these nodes, and waits until all are idle. */
export async function startCluster(nodes: readonly string[]): Promise<Cluster> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'lab-slurm-'));
  // munged wants every user to reach its socket.
  await chmod(folder, 0o755);
  const running = new Map<string, ChildProcess>();
  // What a node leaves that dies is not looked for elsewhere: its folders go with the cluster's.
  const env = {
    ...{ ...process.env, SLURM_CONF: path.join(folder, 'slurm.conf') },
    TMPDIR: path.join(folder, 'tmp'),
  };
  const begin = async (name: string, [program = '', ...words]: readonly string[]) => {
    const log = await open(path.join(folder, 'log', `${name}.out`), 'a');
    const child = spawn(program, words, { env, stdio: ['ignore', log.fd, log.fd] });
    await log.close();
    running.set(name, child);
  };
  const kill = async (name: string) => {
    const child = running.get(name);
    running.delete(name);
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  };
  const ask = async (program: string, ...words: string[]) =>
    (await execute(program, words, { env })).stdout.trim();
  const stop = async () => {
    // Nodes first: a controller that is gone leaves their jobs.
    for (const name of [...running.keys()].reverse()) await kill(name);
    await rm(folder, { recursive: true, force: true });
  };
  try {
    for (const name of ['log', 'state', 'spool', 'tmp']) await mkdir(path.join(folder, name));
    await execute('mungekey', ['--create', `--keyfile=${folder}/munge.key`]);
    await writeFile(env.SLURM_CONF, await makeConfig(folder, nodes));
    const munge = ['socket', 'pid-file', 'seed-file', 'log-file'];
    await begin('munged', [
      ...['munged', '--foreground', `--key-file=${folder}/munge.key`],
      ...munge.map((what) => `--${what}=${folder}/munge.${what}`),
    ]);
    await waitFor('munged', () =>
      ask('munge', '-n', `--socket=${folder}/munge.socket`).catch(() => undefined),
    );
    await begin('slurmctld', ['slurmctld', '-D', '-i']);
    for (const node of nodes) {
      // The shell is the first process there, which has to see to those whose parents are gone.
      const line = `slurmd -D -N ${node} & wait`;
      const apart = ['unshare', '--pid', '--fork', '--kill-child', '--mount-proc'];
      await begin(node, [...apart, 'sh', '-c', line]);
    }
    await waitFor('idle nodes', async () => {
      const states = await ask('sinfo', '-h', '-N', '-o', '%T').catch(() => '');
      return states.split('\n').every((state) => state === 'idle') || undefined;
    });
    return { folder, ask, kill, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function makeConfig(folder: string, nodes: readonly string[]): Promise<string> {
  const host = os.hostname();
  const ports = new Map<string, number>();
  for (const name of ['slurmctld', ...nodes]) ports.set(name, await getFreePort());
  return `ClusterName=lab
SlurmctldHost=${host}(127.0.0.1)
SlurmctldPort=${ports.get('slurmctld')}
AuthType=auth/munge
CredType=cred/munge
AuthInfo=socket=${folder}/munge.socket,cred_expire=5
SlurmUser=root
SlurmdUser=root
StateSaveLocation=${folder}/state
SlurmdSpoolDir=${folder}/spool/%n
SlurmctldPidFile=${folder}/slurmctld.pid
SlurmdPidFile=${folder}/%n.pid
SlurmctldLogFile=${folder}/log/slurmctld
SlurmdLogFile=${folder}/log/%n
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
MpiDefault=none
SwitchType=switch/none
SelectType=select/linear
SchedulerType=sched/builtin
SchedulerParameters=sched_interval=1
SlurmdParameters=config_overrides
# A node that says nothing for this long is dead, and its jobs are requeued.
SlurmdTimeout=5
SlurmctldTimeout=5
KillWait=2
MessageTimeout=5
PropagateResourceLimits=NONE
${nodes
  .map((node) => {
    const place = `NodeHostname=${host} NodeAddr=127.0.0.1 Port=${ports.get(node)}`;
    return `NodeName=${node} ${place} CPUs=1 State=UNKNOWN\n`;
  })
  .join('')}PartitionName=all Nodes=ALL Default=YES MaxTime=INFINITE State=UP
`;
}
