/** Which box is taken where none is named: the order, what is looked at, and the last sentence. */
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import t from 'tap';
import { canBeLocal, chooseBox, type LocalChances, makeLooks } from '../../lab/boxes/choose.ts';

const fine: LocalChances = { isLinux: true, hasMininet: true, canInstall: true, canPlay: true };
const bare: LocalChances = { isLinux: true, hasMininet: false, canInstall: false, canPlay: true };

/** Answers, and what was asked for. */
function makeAnswers(local: LocalChances, isVagrantRunning: boolean, hasImage: boolean) {
  const asked: string[] = [];
  const answer = <Value>(name: string, value: Value) => {
    asked.push(name);
    return Promise.resolve(value);
  };
  const looks = {
    lookLocally: () => answer('local', local),
    isVagrantRunning: () => answer('vagrant', isVagrantRunning),
    hasImage: () => answer('image', hasImage),
  };
  return { asked, looks };
}

t.test('the nearest box is taken, and nothing further is looked at', async (t) => {
  for (const [local, vagrant, image, taken, asked] of [
    [fine, true, true, 'local', ['local']],
    [{ ...fine, hasMininet: false }, true, true, 'local', ['local']],
    [{ ...fine, canInstall: false }, true, true, 'local', ['local']],
    [bare, true, true, 'vagrant', ['local', 'vagrant']],
    [{ ...fine, canPlay: false }, true, true, 'vagrant', ['local', 'vagrant']],
    [{ ...fine, isLinux: false }, true, true, 'vagrant', ['local', 'vagrant']],
    [bare, false, true, 'qemu', ['local', 'vagrant', 'image']],
  ] as const) {
    const answers = makeAnswers(local, vagrant, image);
    t.equal(await chooseBox(answers.looks), taken);
    t.same(answers.asked, asked);
  }
});

t.test('where there is none, one sentence says what to install', async (t) => {
  for (const [local, message, hint] of [
    [bare, /^This machine has no Mininet, and we cannot install it here/, /provision\.sh/],
    [{ ...fine, canPlay: false }, /no root and no user namespace/, /^Run as root, or .*sudo/],
    [
      { ...fine, canPlay: false, asksPassword: true },
      /^sudo on this machine asks for a password.*no user namespace/,
      /^Run it at a terminal, or .*sudo/,
    ],
    [{ ...fine, isLinux: false }, /^Mininet needs Linux/, /^Install Vagrant or QEMU/],
  ] as const) {
    const { looks } = makeAnswers(local, false, false);
    const error = { code: 'BOX_LACKS', message, hint };
    await t.rejects(chooseBox(looks), error);
    await t.rejects(chooseBox(looks), { message: /no other box is there$/, hint: /make box/ });
  }
});

t.test('this machine, really looked at', async (t) => {
  const local = await makeLooks(os.tmpdir()).lookLocally();
  t.equal(local.isLinux, process.platform === 'linux');
  // The tests of test/box play here; where they cannot, they fail and say why.
  if (process.getuid?.() === 0) t.ok(local.canPlay);
  if (local.hasMininet) t.ok(canBeLocal(local));
});

t.test('Vagrant is asked only where it has made a machine', async (t) => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'lab-choose-'));
  t.teardown(() => rm(folder, { recursive: true }));
  // A stand-in that prints what Vagrant 2.3.4 prints; test/box has the real one where it can run.
  const program = path.join(folder, 'vagrant');
  const inherited = process.env.PATH;
  process.env.PATH = `${folder}:${inherited}`;
  t.teardown(() => {
    process.env.PATH = inherited;
  });
  const write = async (state: string) => {
    const lines = `1700000000,box,provider-name,libvirt\\n1700000000,box,state,${state}\\n`;
    await writeFile(program, `#!/bin/sh\ntouch asked\nprintf '${lines}'\n`);
    await chmod(program, 0o755);
  };
  await write('running');
  const { isVagrantRunning } = makeLooks(folder);
  t.notOk(await isVagrantRunning(), 'no machine was made here');
  const machine = path.join(folder, '.vagrant/machines/box/libvirt');
  await mkdir(machine, { recursive: true });
  t.notOk(await isVagrantRunning(), 'nor here');
  await t.rejects(rm(path.join(folder, 'asked')), 'and it was not asked');
  await writeFile(path.join(machine, 'id'), 'c0ffee');
  t.ok(await isVagrantRunning());
  await write('poweroff');
  t.notOk(await isVagrantRunning());
  await rm(program);
  process.env.PATH = folder;
  t.notOk(await isVagrantRunning(), 'without Vagrant, too');
});

t.test('the image of a folder in which there is none', async (t) => {
  const inherited = process.env.LAB_BOX_IMAGE;
  process.env.LAB_BOX_IMAGE = t.testdir();
  t.teardown(() => {
    if (inherited === undefined) delete process.env.LAB_BOX_IMAGE;
    else process.env.LAB_BOX_IMAGE = inherited;
  });
  t.notOk(await makeLooks('.').hasImage());
});
