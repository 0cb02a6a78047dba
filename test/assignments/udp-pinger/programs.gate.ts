/** The pinger's own programs, as one starts them by hand, over loopback. */
import { spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import path from 'node:path';
import t, { type Test } from 'tap';
import { root } from '../../docs/read-docs.ts';

t.setTimeout(120_000);

/** Starts a program; gives what it printed and its exit status once it ended. */
function start(t: Test, name: 'server' | 'client', flags: readonly string[]) {
  const file = path.join(root, `programs/udp-pinger/${name}.ts`);
  const child = spawn(process.execPath, ['--import=tsx', file, ...flags], { cwd: root });
  t.teardown(() => child.kill('SIGKILL'));
  const said = { text: '' };
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      said.text += text;
    });
  }
  const ended = once(child, 'close').then(([status]) => ({ status, text: said.text }));
  const failed = ended.then(({ text }) => Promise.reject(new Error(`it ended: ${text}`)));
  failed.catch(() => {}); // Only whoever waits for words hears of it.
  const hears = async (words: string) => {
    while (!said.text.includes(words)) {
      await Promise.race([once(child.stdout, 'data'), failed]);
    }
  };
  return { ended, hears };
}

/** A port of UDP that nothing has. */
async function findPort(): Promise<number> {
  const socket = createSocket('udp4').bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const { port } = socket.address();
  socket.close();
  return port;
}

t.test('ten pings: the seed says which get no answer', async (t) => {
  const port = `${await findPort()}`;
  const server = start(t, 'server', ['--port', port, '--pings', '10']);
  await server.hears('Answering on UDP port');
  const quick = ['--interval-ms', '10', '--timeout-ms', '500'];
  const client = await start(t, 'client', ['--port', port, ...quick]).ended;
  t.equal(client.status, 0);
  const lines = client.text.trim().split('\n');
  const lost = lines.flatMap((line) => /^Ping (\d+): Request timed out$/.exec(line)?.[1] ?? []);
  t.same(lost, ['3', '5', '10']);
  t.match(lines[0], /^Ping 1: round trip \d+\.\d{3} ms, PING 1 \d{4}-/);
  t.match(lines[10], /^Round trips: minimum \S+ ms, maximum \S+ ms, average \S+ ms$/);
  t.equal(lines[11], 'Lost: 3 of 10 pings (30 %)');
  const { status, text } = await server.ended;
  t.equal(status, 0, 'the server ends after ten');
  t.match(text, /left out on purpose/);
});

t.test('where nobody answers, all time out, and it says so', async (t) => {
  const flags = ['--port', `${await findPort()}`, '--pings', '2', '--interval-ms', '0'];
  const { status, text } = await start(t, 'client', [...flags, '--timeout-ms', '50']).ended;
  t.equal(status, 0);
  t.equal(text.match(/Request timed out/g)?.length, 2);
  t.match(text, /Round trips: none\nLost: 2 of 2 pings \(100 %\)/);
});

t.test('the server ends after a silence, and where its port is taken', async (t) => {
  const port = `${await findPort()}`;
  const server = start(t, 'server', ['--port', port, '--pings', '9', '--quiet-ms', '100']);
  await server.hears('Answering');
  const second = await start(t, 'server', ['--port', port]).ended;
  t.equal(second.status, 1);
  t.match(second.text, /EADDRINUSE/);
  const client = start(t, 'client', ['--port', port, '--pings', '1', '--timeout-ms', '500']);
  t.match(await client.ended, { status: 0 });
  t.match(await server.ended, { status: 0, text: /Over after 1 pings/ });
});

t.test('a wrong flag is refused by its name', async (t) => {
  t.match(await start(t, 'client', ['--ping', '3']).ended, {
    status: 64,
    text: /nearest is --pings/,
  });
  t.match(await start(t, 'server', ['--share', '3']).ended, { status: 64, text: /from 0 to 1/ });
});
