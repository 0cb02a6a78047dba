/** The kernel witness tells where it was kept from running itself, and what ended threads waited. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import t from 'tap';

const stage = path.resolve(import.meta.dirname, '../../lab/stage');

t.test('a sample that came late has an entry, with the sample before', async (t) => {
  const script = `
import json, os, sys
sys.path.insert(0, ${JSON.stringify(stage)})
from stage_sampler import Sampler
sampler = Sampler(os.getpid(), lambda *entry: print(json.dumps(entry), flush=True))
sampler.start()
print("ready", flush=True)
sys.stdin.readline()
sampler.finish()
`;
  const child = spawn('python3', ['-B', '-c', script], { stdio: ['pipe', 'pipe', 'inherit'] });
  t.teardown(() => child.kill('SIGKILL'));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  while ((await lines.next()).value !== 'ready');
  child.kill('SIGSTOP');
  await wait(200);
  child.kill('SIGCONT');
  child.stdin.end('\n');
  const entries = [];
  for await (const line of lines) entries.push(JSON.parse(line));
  const longest = entries
    .filter(([{ kind }]) => kind === 'blind')
    .sort(([one], [other]) => other.lateNs - one.lateNs)[0];
  const [{ lateNs, witness }, now, previous] = longest ?? [{}];
  t.equal(witness, 'kernel');
  t.ok(lateNs > 100e6 && now - previous >= lateNs, `${now - previous} ns, ${lateNs} of them late`);
  if (child.exitCode === null) await once(child, 'exit');
  t.equal(child.exitCode, 0);
});

t.test('what a thread waited counts, though it ended before the next change', async (t) => {
  const script = `
import sys
sys.path.insert(0, ${JSON.stringify(stage)})
import stage_sampler
from stage_sampler import Sampler
entries = []
sampler = Sampler(1, lambda event, now, previous: entries.append(event))
sampler.program = ("server", 1)
key = ("0100000A:2EE0", "0200000A:C26C")
look = {"sockets": ({}, {key: ("01", 0, True)}), "waits": {"7": 1000, "8": 20}}
stage_sampler.read_sockets = lambda pid: look["sockets"]
stage_sampler.read_waits = lambda pid: dict(look["waits"])
stage_sampler.count_threads = lambda pid: (1, 1)
sampler.sample(0)
look["waits"]["8"] = 5020
sampler.sample(0)
del look["waits"]["8"]
look["sockets"] = ({}, {})
sampler.samples = 1
sampler.sample(0)
print([event["waitedNs"] for event in entries if event["kind"] == "socket"])
`;
  const { stdout, stderr } = spawnSync('python3', ['-B', '-c', script], { encoding: 'utf8' });
  t.equal(stdout.trim(), '[1000, 5000]', stderr);
});
