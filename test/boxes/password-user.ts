/** A user of a test's whom sudo asks for a password. */
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { allowSudo, makeUser, type TestUser } from './sshd.ts';

/** With a real password, of letters that need care in shells; see chpasswd(8). */
export async function makePasswordUser(): Promise<TestUser & { password: string }> {
  const user = await allowSudo(await makeUser(), '');
  const password = `pä'ß "$w% ${randomUUID()}`;
  const words = process.getuid?.() === 0 ? [] : ['sudo', '-n', '--'];
  const [program = '', ...rest] = [...words, 'chpasswd'];
  const child = spawn(program, rest, { stdio: ['pipe', 'ignore', 'inherit'] });
  child.stdin.end(`${user.name}:${password}\n`);
  const [status] = await once(child, 'close');
  if (status === 0) return { ...user, password };
  await user.remove();
  throw new Error(`chpasswd ended with ${status}`);
}
