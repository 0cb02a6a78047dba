/** How the script that looks for root reads what sudo says: the real script, beside a sudo of each kind. */
import { execFile } from 'node:child_process';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import t from 'tap';
import { rootScript } from '../../lab/run/become-root.ts';
import { makeFolder } from '../boxes/sshd.ts';

const execute = promisify(execFile);
const folder = await makeFolder();
t.teardown(() => rm(folder, { recursive: true, force: true }));

/** What sudo 1.9.13 and 1.9.16, and sudo-rs 0.2.5 of Debian 13, print for `sudo -n true`. */
const answers: [said: string, asks: boolean][] = [
  ['sudo: a password is required', true],
  [
    'sudo: unable to resolve host vm: Name or service not known\nsudo: a password is required',
    true,
  ],
  ['sudo-rs: interactive authentication is required', true],
  ['sudo: I am afraid me cannot do that', false],
  ['bob is not in the sudoers file.', false],
  ['sudo: not found', false],
];

for (const [index, [said, asks]] of answers.entries()) {
  t.test(said, async (t) => {
    const bin = path.join(folder, String(index));
    await mkdir(bin);
    const program = (lines: string) => ['#!/bin/sh', lines, ''].join('\n');
    await writeFile(path.join(bin, 'sudo'), program(`printf '%s\\n' '${said}' >&2; exit 1`), {
      mode: 0o755,
    });
    // Whoever runs the test, the script is to think that it is an ordinary user.
    await writeFile(path.join(bin, 'id'), program('echo 1000'), { mode: 0o755 });
    const env = { PATH: `${bin}:/usr/sbin:/usr/bin:/sbin:/bin` };
    const { stdout } = await execute('/bin/sh', ['-c', rootScript], { env });
    t.equal(/^sudo=password$/m.test(stdout), asks);
    t.notMatch(stdout, /^root=(root|sudo)$/m);
  });
}
