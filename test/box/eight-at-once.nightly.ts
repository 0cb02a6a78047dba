/**
 * Eight runs at once on one machine, by two users and in three ways: as they are on it, without
 * root, and over SSH. Each is told its own order, and nothing of any is left.
 */
import { copyFile } from 'node:fs/promises';
import path from 'node:path';
import t from 'tap';
import { startSshd } from '../boxes/sshd.ts';
import { type LabOptions, runForDocument } from './lab-command.ts';
import { getCommand, makeLabUser, makeUserFolder } from './lab-user.ts';
import { assertNothingLeft, takeSnapshot } from './leftovers.ts';
import { makePlace } from './trouble.ts';

t.setTimeout(600_000);

const sshd = await startSshd();
t.teardown(() => sshd.stop());
const user = await makeLabUser();

t.test('eight at once, each with an order of its own', async (t) => {
  const before = await takeSnapshot([]);
  const prepare: Record<string, () => Promise<LabOptions & { flags: string[] }>> = {
    here: async () => ({ ...(await makePlace(t)), flags: ['--box', 'local'] }),
    'without root': async () => {
      const folder = await makeUserFolder(user);
      return { folder, command: getCommand(user, folder), flags: ['--box', 'local'] };
    },
    'over SSH': async () => {
      const { folder, env } = await makePlace(t);
      const key = path.join(folder, 'key');
      await copyFile(sshd.keyPath, key);
      const more = { LAB_SSH_KEY: key, HOME: folder };
      return { folder, env: { ...env, ...more }, flags: ['--box', sshd.address] };
    },
  };
  const kinds = Object.keys(prepare);
  const ways = Array.from({ length: 8 }, (_, index) => kinds[index % kinds.length] ?? '');
  const all: (LabOptions & { flags: string[] })[] = [];
  for (const way of ways) all.push(await (prepare[way] as () => Promise<never>)());
  const results = await Promise.all(
    all.map(async ({ flags, ...options }, index) => {
      const times = ['--send-x', index % 2 === 0 ? '2500' : '1500', '--send-y', '2000'];
      return runForDocument([...times, ...flags], { ...options, limitMs: 240_000 });
    }),
  );
  for (const [index, { status, document, stderr }] of results.entries()) {
    const name = `${ways[index]}, ${index + 1}`;
    const order = document.runs[0]?.timing.wireOrder;
    t.same(order, index % 2 === 0 ? ['Y', 'X'] : ['X', 'Y'], `${name}: its own order`);
    // On a machine that is busy with eight a witness may miss something; it says so then.
    t.ok(status === 0 || status === 2, `${name}: ${status} ${stderr}`);
    const failed = document.runs[0]?.verdicts.filter(({ outcome }) => outcome === 'fail');
    t.same(failed, [], `${name}: nothing failed`);
  }
  const words = [...all.map(({ folder }) => folder), sshd.home];
  await assertNothingLeft(t, { ...before, words });
});
