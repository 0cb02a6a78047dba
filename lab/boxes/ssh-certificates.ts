/**
 * Whether a user has certificates, or keys in a piece of hardware, to prove who they are with
 * (ssh-keygen(1), CERTIFICATES): ssh2 knows neither, so the ssh program has to connect.
 */
import { access, readFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { execa } from 'execa';
import type { IdentityOptions } from './ssh-keys.ts';

export const usualNames = ['id_ed25519', 'id_ecdsa', 'id_rsa', 'id_ed25519_sk', 'id_ecdsa_sk'];
const agentLimitMs = 5_000;

/** What was found first, in words; nothing where plain keys are all there is. */
export async function findCertificate(options: IdentityOptions): Promise<string | undefined> {
  const { LAB_SSH_KEY } = process.env;
  const usual = usualNames.map((name) => path.join(os.homedir(), '.ssh', name));
  const files = [...(options.identityFiles ?? usual), ...(LAB_SSH_KEY ? [LAB_SSH_KEY] : [])];
  for (const file of files) {
    const certificate = `${file}-cert.pub`;
    if (await exists(certificate)) return certificate;
    const publicKey = await readFile(`${file}.pub`, 'utf8').catch(() => '');
    if (/^sk-/.test(publicKey) && (await exists(file))) return `security key ${file}`;
  }
  const { identityAgent: socket = process.env.SSH_AUTH_SOCK } = options;
  if (!socket || socket === 'none') return undefined;
  const keys = await listAgentKeys(socket);
  return keys.some((key) => /^(sk-|\S+-cert-v\d+@openssh\.com )/.test(key))
    ? `agent ${socket}`
    : undefined;
}

/** Lines as in authorized_keys (ssh-add(1)); none where there is no agent or no ssh-add. */
async function listAgentKeys(socket: string): Promise<string[]> {
  const { stdout } = await execa('ssh-add', ['-L'], {
    ...{ env: { SSH_AUTH_SOCK: socket, LC_ALL: 'C' }, reject: false, stdin: 'ignore' },
    timeout: agentLimitMs,
  });
  return (stdout ?? '').split('\n');
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
