/**
 * Ending a command over SSH. What a real server does is in ssh.gate.ts; here stands what cannot be
 * had from one when it is wanted: a process that is in the midst of execve(2), whose environment is
 * empty, and that the first look therefore does not find.
 */
import { Duplex, PassThrough } from 'node:stream';
import t from 'tap';
import { type Channel, makeProcess } from '../../lab/boxes/ssh-process.ts';

/** A channel as sshd keeps it: open until its command ends, whatever the client says. */
function makeChannel(): Channel & { endCommand(): void } {
  const duplex = new Duplex({ read: () => {}, write: (_chunk, _encoding, done) => done() });
  const stderr = new PassThrough();
  duplex.push('mark\n');
  return Object.assign(duplex, {
    stderr,
    close: () => {},
    endCommand: () => {
      stderr.end();
      duplex.push(null);
      duplex.emit('close', null, 'SIGKILL');
    },
  }) as unknown as Channel & { endCommand(): void };
}

t.test('a command that was not found is looked for again until it has ended', async (t) => {
  const channel = makeChannel();
  let looks = 0;
  const running = makeProcess(channel, {
    lost: new Promise(() => {}),
    mark: 'mark',
    killOnBox: async () => {
      looks += 1;
      if (looks === 3) channel.endCommand();
    },
  });
  running.kill();
  t.match(await running.ended, { status: null, signal: 'SIGKILL' });
  t.equal(looks, 3);
});

t.test('a command that nothing ends keeps nobody waiting', async (t) => {
  let looks = 0;
  const running = makeProcess(makeChannel(), {
    lost: new Promise(() => {}),
    mark: 'mark',
    killOnBox: async () => {
      looks += 1;
    },
  });
  running.kill();
  t.match(await running.ended, { status: null, signal: 'SIGKILL' });
  t.ok(looks > 1, `${looks} looks`);
});
