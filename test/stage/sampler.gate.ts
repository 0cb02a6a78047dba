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
def say(line):
    # As one text: print() writes the end of a line apart, and the sampler's thread says things, too.
    sys.stdout.write(line + "\\n")
    sys.stdout.flush()
sampler = Sampler(os.getpid(), lambda *entry: say(json.dumps(entry)))
sampler.start()
say("ready")
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
import stage_waits
from stage_sampler import Sampler
entries = []
sampler = Sampler(1, lambda event, now, previous: entries.append(event))
sampler.program = ("server", 1)
times = iter(range(100, 10000, 100))
stage_sampler.time.monotonic_ns = lambda: next(times)
stage_sampler.count_threads = lambda pid: (1, 1)
key = ("0100000A:2EE0", "0200000A:C26C")
def look(unread, threads):
    stage_sampler.read_sockets = lambda pid: ({}, {} if unread is None else {key: ("01", unread, True)})
    stage_waits.read_threads = lambda root: threads
    sampler.previous = sampler.sample(getattr(sampler, "previous", 0))
look(0, {"7": (5, 1000, "S"), "8": (5, 20, "S")})
# Counted by the kernel: 8 waited 5000 ns, and ends.
look(6, {"7": (5, 1000, "S"), "8": (9, 5020, "S")})
look(None, {"7": (5, 1000, "S")})
# Seen: 7 is ready in three looks and does not run; then it ends. 8 runs, and 9 is asleep.
look(6, {"7": (5, 1000, "S"), "8": (5, 0, "S"), "9": (5, 0, "S")})
look(6, {"7": (5, 1000, "R"), "8": (6, 0, "R"), "9": (5, 0, "S")})
look(6, {"7": (5, 1000, "R"), "8": (7, 0, "R"), "9": (5, 0, "S")})
look(6, {"7": (5, 1000, "R"), "8": (8, 0, "R"), "9": (5, 0, "S")})
look(None, {})
print([event["waitedNs"] for event in entries if event["kind"] == "socket"])
`;
  const { stdout, stderr } = spawnSync('python3', ['-B', '-c', script], { encoding: 'utf8' });
  t.equal(stdout.trim(), '[1000, 5000, 0, 0, 300]', stderr);
});

t.test('a thread that ends while its process is read hides no other', async (t) => {
  const script = `
import os, sys
sys.path.insert(0, ${JSON.stringify(stage)})
import stage_waits
listed = stage_waits.list_threads
stage_waits.list_threads = lambda pid: ["4194304"] + listed(pid)
print(sorted(stage_waits.read_threads(os.getpid())) == [str(os.getpid())])
`;
  const { stdout, stderr } = spawnSync('python3', ['-B', '-c', script], { encoding: 'utf8' });
  t.equal(stdout.trim(), 'True', stderr);
});

t.test(
  'a program is at rest once no thread is ready, and starved where one gets no processor',
  async (t) => {
    const script = `
import sys
sys.path.insert(0, ${JSON.stringify(stage)})
import stage_waits
MS = 1_000_000
looks = [
    {"7": (10 * MS, 0, "R")},                        # ready, or running: not at rest
    {"7": (15 * MS, 0, "R"), "8": (5, 0, "S")},      # it ran for 5 ms
    {"7": (15 * MS, 0, "R")},                        # and did not run: it wants to, and cannot
    {"7": (16 * MS, 0, "S")},
    {"7": (16 * MS, 0, "S")},                        # it has nothing to do
    {"7": (16 * MS, 0, "D")},                        # it waits for a disk
]
rest = stage_waits.Rest(1, 0)
for turn, threads in enumerate(looks):
    stage_waits.read_threads = lambda pid: threads
    rest.look(turn * 20 * MS)
    starved = None if rest.starved_at is None else rest.starved_at // MS
    print(rest.busy_at // MS, starved, rest.had // MS, end="; ")
stage_waits.read_threads = None  # too early: it is not looked at
rest.look(101 * MS)
stage_waits.read_threads = lambda pid: {"7": (16 * MS, 0, "S")}
rest.look(2000 * MS)  # it was kept from looking, and cannot tell what was between
rest.look(4000 * MS)
print(rest.had // MS)
`;
    const { stdout, stderr } = spawnSync('python3', ['-B', '-c', script], { encoding: 'utf8' });
    // When it was busy and starved last, and the time that it had, in ms.
    const wanted = ['0 None 0', '20 None 5', '40 40 5', '40 40 6', '40 40 26', '100 40 26', '126'];
    t.equal(stdout.trim(), wanted.join('; '), stderr);
  },
);
