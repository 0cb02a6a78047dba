/** The doctor on real boxes: this machine, one where nothing can be had, and one over SSH. */
import path from 'node:path';
import t from 'tap';
import * as z from 'zod';
import { startSshd } from '../boxes/sshd.ts';
import { openTerminal } from './chat-terminal.ts';
import { makeLabFolder, root, runLab } from './lab-command.ts';
import {
  getCommand,
  makeAskedUser,
  makeLabUser,
  makeUserFolder,
  withoutNamespaces,
} from './lab-user.ts';

const command = [process.execPath, path.join(root, 'lab/box.mjs'), 'doctor'];

const documentSchema = z.object({
  box: z.string(),
  canRun: z.boolean(),
  findings: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      state: z.enum(['there', 'missing', 'lacking']),
      found: z.string().min(1),
      neededFor: z.string().min(1),
      mend: z.string().optional(),
    }),
  ),
});

t.test('this machine can run the lab', async (t) => {
  const folder = await makeLabFolder(t);
  const { status, stdout, stderr } = await runLab(['--json'], { folder, command });
  t.equal(status, 0, stderr);
  const { box, canRun, findings } = documentSchema.parse(JSON.parse(stdout));
  t.equal(box, 'local');
  t.ok(canRun);
  const states = new Map(findings.map(({ id, state }) => [id, state]));
  for (const id of ['linux', 'mininet', 'python', 'node', 'tools', 'root', 'bridge', 'tcpdump']) {
    t.equal(states.get(id), 'there', id);
  }
  t.ok(
    states.has('tracing') && states.has('netem') && states.has('openvswitch') && states.has('kvm'),
  );
});

t.test('for people: each with what it is for where it is not there', async (t) => {
  const folder = await makeLabFolder(t);
  const { status, stdout } = await runLab(['--box', 'local'], { folder, command });
  t.equal(status, 0);
  t.match(stdout, /^✓ Mininet +2\./m);
  t.match(stdout, /\nThe lab can run on local\.\n$/);
});

t.test('over SSH', async (t) => {
  const sshd = await startSshd();
  t.teardown(() => sshd.stop());
  const folder = await makeLabFolder(t);
  const env = { LAB_SSH_KEY: sshd.keyPath, HOME: folder, LAB_BOX: sshd.address };
  const { status, stdout, stderr } = await runLab(['--json'], { folder, command, env });
  t.equal(status, 0, stderr);
  t.equal(documentSchema.parse(JSON.parse(stdout)).box, sshd.address);
});

t.test('a user without sudo, where no namespace can be made', async (t) => {
  const user = await makeLabUser();
  const folder = await makeUserFolder(user);
  const asUser = [...withoutNamespaces, ...getCommand(user, folder)];
  const asDoctor = [...withoutNamespaces, ...getCommand(user, folder, '666', 'box')];
  const { status, stdout } = await runLab(['doctor'], { folder, command: asDoctor });
  t.equal(status, 3);
  // sudo asks whoever it does not know for a password, too, before it says no.
  const nothing =
    /^✗ Root +(nothing|sudo asks for a password.*)\n +needed for .*\n +fix it: .*sudoers/m;
  t.match(stdout, nothing);
  t.match(stdout, /^✗ User namespaces +.*\/proc/m);
  t.match(stdout, /\nThe lab cannot run on local: Root, User namespaces\.\n$/);
  const played = await runLab(['--delay-y', '10'], {
    folder,
    command: asUser,
  });
  t.equal(played.status, 3, 'and a run says so in a sentence');
  t.match(played.stderr, /no user namespace.*\n +Run (as root|it at a terminal), or allow/);
});

t.test('a user whom sudo asks for a password, where no namespace can be made', async (t) => {
  const user = await makeAskedUser();
  const folder = await makeUserFolder(user);
  const asDoctor = [...withoutNamespaces, ...getCommand(user, folder, '666', 'box'), 'doctor'];
  const asUser = [...withoutNamespaces, ...getCommand(user, folder)];
  const nobody = await runLab([], { folder, command: asDoctor });
  t.equal(nobody.status, 3, 'without a terminal');
  t.match(nobody.stdout, /^✗ Root +sudo asks for a password, which .* at a terminal only/m);
  const played = await runLab(['--delay-y', '10'], { folder, command: asUser });
  t.equal(played.status, 3, 'and a run says so in a sentence');
  t.match(played.stderr, /sudo on this machine asks for a password.*\n +Run it at a terminal/);
  const env = { CI: '' };
  const somebody = openTerminal(t, [], { folder, columns: 200, command: asDoctor, env });
  t.equal(await somebody.ended, 0, 'at a terminal');
  t.match(somebody.read(), /Root +sudo asks for a password; the lab asks for it here/);
  const run = openTerminal(t, ['--box', 'local'], { folder, columns: 200, command: asUser, env });
  await run.waitForText(`[lab] password for ${user.name} on this machine: `);
  run.type('\u0004');
  t.equal(await run.ended, 3, 'and a run asks');
  t.match(run.read(), /lab: sudo on this machine gives us no root/);
});
