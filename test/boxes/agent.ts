/** An ssh-agent of a test's own (ssh-agent(1)), on a socket in its folder. */
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Test } from 'tap';

const execute = promisify(execFile);

export interface TestAgent {
  socket: string;
  /** Hands it these private keys. */
  add(files: readonly string[]): Promise<void>;
}

/** Starts one; it ends with the test. */
export async function startAgent(t: Test, folder: string): Promise<TestAgent> {
  const socket = path.join(folder, 'agent.sock');
  const { stdout } = await execute('ssh-agent', ['-s', '-a', socket]);
  const pid = Number(/SSH_AGENT_PID=(\d+)/.exec(stdout)?.[1]);
  t.teardown(() => process.kill(pid));
  const env = { ...process.env, SSH_AUTH_SOCK: socket };
  return {
    socket,
    add: async (files) => {
      await execute('ssh-add', ['-q', ...files], { env });
    },
  };
}
