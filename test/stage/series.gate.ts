/**
 * A series on a machine so busy that the stage is kept from running: what the programs say and end
 * meanwhile belongs to the trial that they were told of, and nothing is lost at the end.
 */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import t from 'tap';

const stage = path.resolve(import.meta.dirname, '../../lab/stage');

/**
 * A series of two trials with the stage's own code, but for programs, capture and sampler. In
 * `pump`, what each role prints is there to be read; `stalled` are the calls in which the stage is
 * stopped until the epoch is over, so that a whole trial is printed before it goes on.
 */
function playSeries(stalled: readonly number[]) {
  const script = `
import json, sys, time
sys.path.insert(0, ${JSON.stringify(stage)})
from stage_series import Series, Performance
class Channel:
    def send(self, message): print(json.dumps(message))
    def send_file(self, name, data): pass
class Quiet:
    pid = 1
    status = None
    def __getattr__(self, name): return lambda *_: b""
stalled = ${JSON.stringify(stalled)}
class Busy(Series):
    pumps = 0
    def clear(self): self.network.server = Quiet()
    def wait_ready(self): return True
    def prepare(self):
        self.capture = self.sampler = Quiet()
        self.terminals = {"server": Quiet(), "X": Quiet()}
        self.tell("phase", name="armed")
    def open_pipes(self): return True
    def read(self, text):
        for role in self.terminals:
            self.emit({"kind": "line", "witness": "printed", "role": role, "text": text},
                      time.monotonic_ns())
    def pump(self, wait=0.005):
        self.pumps += 1
        if self.pumps in stalled:
            time.sleep(0.03)
        if self.pumps in stalled or (self.is_begun and self.playing):
            for text in ("Connected", "Sent", "Trial over."):
                self.read(text)
        else:
            time.sleep(wait)
Performance.collect = lambda self: self.tell("gap", of="wire", because="frames were dropped")
trials = [{"number": number, "clients": {}, "limitMs": 200} for number in (1, 2)]
series = Busy(Channel(), Quiet(), {"programs": [], "listenMs": 20000, "over": "Trial over", "trials": trials})
series.run()
`;
  const { stdout, stderr } = spawnSync('python3', ['-B', '-c', script], { encoding: 'utf8' });
  if (stdout === '') throw new Error(stderr);
  return stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}

const said = ['Connected', 'Sent', 'Trial over.'].flatMap((text) => [
  { role: 'server', text },
  { role: 'X', text },
]);

for (const stalled of [[], [1]]) {
  t.test(`all that was printed is in its trial, ${stalled.length} stalls`, async (t) => {
    const messages = playSeries(stalled);
    const trials = messages.filter((each) => each.trial).map(({ trial }) => trial);
    t.same(
      trials.map(({ number, because }) => [number, because]),
      [
        [1, null],
        [2, null],
      ],
      'both came to their end',
    );
    for (const { number, events } of trials) {
      const lines = events.filter(({ kind }: { kind: string }) => kind === 'line');
      t.match(lines, said, `trial ${number}`);
      t.equal(lines.length, said.length);
    }
    const others = messages.flatMap(({ event }) => event ?? []);
    t.same(
      others.map(({ kind }) => kind),
      ['phase', 'gap'],
      'what is true of all trials is told apart, at the end as well',
    );
  });
}

t.test('a trial that is printed while the stage waits for its epoch has ended', async (t) => {
  // With no stall, the first trial takes some waits for its epoch, and one pump more.
  for (const second of [2, 4]) {
    const trials = playSeries([second]).flatMap(({ trial }) => trial ?? []);
    t.same(
      trials.map(({ because }) => because),
      [null, null],
      `stalled in pump ${second}`,
    );
  }
});
