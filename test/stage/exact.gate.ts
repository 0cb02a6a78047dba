/** What the events of a trace become: accepts with their connections, copies, waits; no kernel. */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import t from 'tap';

const stage = path.resolve(import.meta.dirname, '../../lab/stage');

/** Runs Python beside the stage's files, and gives what it printed. */
function runPython(script: string): string {
  const words = `import sys\nsys.path.insert(0, ${JSON.stringify(stage)})\n${script}`;
  const { stdout, stderr } = spawnSync('python3', ['-B', '-c', words], { encoding: 'utf8' });
  return stdout.trim() || stderr;
}

/** A trace that gives what a test wants it to, and the entries of what was made of it. */
const scripted = `
import json
from stage_exact import Exact
MS = 1_000_000
class Script:
    lost_waits = 0
    def tells_lengths(self): return True
    def begin(self): pass
    def read(self): return self.events, self.lost
trace, told = Script(), []
exact = Exact(trace, lambda event, now, previous=None: told.append((event, now, previous)))
def look(*events, lost=0):
    trace.events, trace.lost = list(events), lost
    return exact.look()
def ends(port): return ("10.0.0.1:12000", "10.0.0.2:%d" % port)
def mapped(last): return b"\\0" * 10 + b"\\xff\\xff\\x0a\\0\\0" + bytes([last])
def address(port): return (12000, port, mapped(1), mapped(2))
def opened(at, port): return (at, "inet_sock_set_state", (1, 77) + address(port))
def accept(at, pid, result=5): return (at, "sys_exit_accept4", (pid, result))
def copy(at, pid, port): return (at, "tcp_rcv_space_adjust", (pid, port) + address(port))
def length(at, pid, port, count, flags=0): return (at, "sock_recv_length", (pid, port, count, flags))
def fork(at, parent, child): return (at, "sched_process_fork", (parent, child))
def show(*keys): print(json.dumps([[now] + [event.get(key) for key in keys] for event, now, _ in told]))
look(fork(1, 50, 100))
`;

t.test('accepts get the connections in the order in which they were established', async (t) => {
  const text = runPython(`${scripted}
# 4001 is of another stage, 100 the server's process, 101 a thread of it, 900 somebody else's.
look(fork(2, 100, 101), opened(10, 4000), opened(11, 4001), opened(12, 4002), accept(900, 900),
     accept(20, 100), accept(21, 101), accept(22, 100, -11))
exact.resolve(30, {ends(4000), ends(4002)}, {ends(4000): 25})
assert not told, "the look at the sockets is older than the second accept"
exact.resolve(40, {ends(4000), ends(4002)}, {ends(4000): 20.5, ends(4002): 35})
show("kind", "remote", "thread")`);
  t.same(JSON.parse(text), [
    [20, 'accepted', '10.0.0.2:4000', 1],
    [21, 'accepted', '10.0.0.2:4002', 2],
  ]);
});

t.test(
  'of two that are established at once, the one that is known accepted first is',
  async (t) => {
    const order = (known: string, later = 1000) =>
      JSON.parse(
        runPython(`${scripted}
look(opened(10, 4000), opened(10 + ${later}, 4002), accept(2 * MS, 100), accept(4 * MS, 100))
exact.resolve(5 * MS, {ends(4000), ends(4002)}, ${known})
show("remote", "alike")`),
      ).map(([, remote, alike]: [number, string, true | null]) => [remote.slice(-4), alike]);
    const both = ['4000', '4002'];
    const late = '{ends(4000): 5 * MS, ends(4002): 5 * MS}';
    t.same(
      order(late),
      both.map((each) => [each, true]),
      'nothing tells',
    );
    t.same(
      order(late, 200_000),
      both.map((each) => [each, null]),
      'the queue does',
    );
    const second = order('{ends(4000): 5 * MS, ends(4002): 3 * MS}');
    t.same(
      second,
      both.reverse().map((each) => [each, null]),
    );
    const first = order('{ends(4000): 3 * MS, ends(4002): 5 * MS}');
    t.same(
      first,
      both.reverse().map((each) => [each, null]),
    );
  },
);

t.test('an accept whose connection is not known has none, and shifts no later one', async (t) => {
  const text = runPython(`${scripted}
look(opened(10, 4000), opened(11, 4002), accept(20, 100))
exact.resolve(400 * MS, {ends(4000), ends(4002)}, {ends(4000): 30, ends(4002): 30})
look(opened(30, 4004), accept(401 * MS, 100))
exact.resolve(402 * MS, {ends(4004)}, {ends(4000): 30, ends(4002): 30, ends(4004): 402 * MS})
show("kind", "remote")`);
  t.same(JSON.parse(text), [
    [20, 'accepted', null],
    [401e6, 'accepted', '10.0.0.2:4004'],
  ]);
});

t.test(
  'one that came and went between two looks was accepted where nothing else fits',
  async (t) => {
    const text = runPython(`${scripted}
look(opened(10, 4000), opened(11, 4002), accept(20, 100), accept(21, 100))
exact.resolve(400 * MS, {ends(4000), ends(4002)}, {ends(4002): 30})
show("remote")`);
    t.same(JSON.parse(text), [
      [20, '10.0.0.2:4000'],
      [21, '10.0.0.2:4002'],
    ]);
  },
);

t.test('copies: one entry a call, no peek, and many make one', async (t) => {
  const text = runPython(`${scripted}
look(copy(10, 100, 4000), copy(11, 100, 4000), length(12, 100, 4000, 9))
look(copy(20, 100, 4000), length(21, 100, 4000, 3, 2))
look(copy(30, 900, 4000), length(31, 900, 4000, 9))
look(copy(40, 100, 4000))
look(copy(100 * MS, 900, 4000))
for turn in range(250):
    look(copy(200 * MS + turn, 100, 4002), length(200 * MS + turn, 100, 4002, 2))
exact.take_stock(500 * MS)
told = [each for each in told if each[0]["kind"] == "received"]
told[3:202] = []
show("bytes", "calls")`);
  t.same(JSON.parse(text), [
    [10, 9, null],
    [40, null, null],
    [200e6, 2, null],
    [200e6 + 200, 100, 50],
  ]);
});

t.test('waits: woken, made or put aside, until switched to; as events may come', async (t) => {
  const text = runPython(`${scripted}
def wake(at, pid, name="waking"): return (round(at * MS), "sched_" + name, (pid,))
def switch(at, left, state, taken): return (round(at * MS), "sched_switch", (left, state, taken))
look(wake(1, 100), switch(3, 900, 0, 100))              # 2 ms
look(wake(4, 100))                                      # it runs
look(switch(5, 100, 0, 900), switch(8, 900, 1, 100))    # put aside for 3 ms
look(switch(9, 100, 1, 900))                            # it sleeps
look(wake(8, 100))                                      # out of order: over
look(switch(20, 900, 1, 100), switch(20.1, 100, 1, 900), wake(20.2, 100), switch(20.9, 100, 1, 900))
look(switch(21, 900, 1, 100))                           # woken and asleep before the trace began
look(fork(21 * MS, 100, 101), wake(22, 101, "wakeup_new"), wake(22, 900))
look(switch(22, 100, 1, 101))                           # 0: not told
look(switch(30, 101, 0, 900))
exact.take_stock(35 * MS)                               # 5 ms until now
look(switch(37, 900, 1, 101), (38 * MS, "sched_process_exit", (101,)))
for at in (50, 60, 75):                                 # three short ones, of which two make one
    look(switch(at, 100, 1, 900), wake(at + 0.2, 100), switch(at + 0.5, 900, 1, 100))
exact.take_stock(80 * MS)
print(json.dumps([[event["thread"], previous / MS, now / MS, event["waitedNs"] / MS]
                  for event, now, previous in told if event["kind"] == "waited"]))`);
  t.same(JSON.parse(text), [
    [1, 1, 3, 2],
    [1, 5, 8, 3],
    [2, 30, 35, 5],
    [2, 35, 37, 2],
    [1, 50.2, 60.5, 0.6],
    [1, 75.2, 75.5, 0.3],
  ]);
});

t.test('of too much, waits and then copies are traced no more, and that is said', async (t) => {
  const text = runPython(`${scripted}
def stop(what): print(what)
trace.stop = stop
look(*[copy(turn, 100, 4000) for turn in range(1999)])
for turn in range(4): look(*[copy(turn, 100, 4000) for turn in range(20000)])
exact.take_stock(10)
show("kind", "without")`);
  const lost = runPython(`${scripted}
trace.stop = print
trace.lost_waits = 7
look()
look()
exact.take_stock(10)
show("kind", "without")`);
  t.same(lost.split('\n'), ['waits', '[[10, "tracing", ["waits"]]]'], 'nor what was lost of waits');
  const [waits, copies, told = ''] = text.split('\n');
  t.same([waits, copies], ['waits', 'copies']);
  t.same(JSON.parse(told).at(-1), [10, 'tracing', ['waits', 'copies']]);
});

t.test('what the kernel lost is a gap', async (t) => {
  const text = runPython(`${scripted}
look(lost=3)
exact.take_stock(10)
exact.take_stock(20)
print([(event["kind"], event.get("because")) for event, _, _ in told])`);
  const because = "('gap', 'the kernel lost 3 events of its trace')";
  t.equal(text, `[('tracing', None), ${because}, ('tracing', None)]`);
});

t.test('pages: times that are extended, absolute, padding, and what was lost before', async (t) => {
  const text = runPython(`
import struct
from stage_ring import Pages, make_reader
header = """\\tfield: u64 timestamp;\\toffset:0;\\tsize:8;\\tsigned:0;
\\tfield: local_t commit;\\toffset:8;\\tsize:8;\\tsigned:1;
\\tfield: int overwrite;\\toffset:8;\\tsize:1;\\tsigned:1;
\\tfield: char data;\\toffset:16;\\tsize:4080;\\tsigned:0;"""
pages = Pages(header)
def word(kind, delta): return struct.pack("=I", delta << 5 | kind)
data = word(2, 5) + b"ABCDEFGH" + word(30, 7) + struct.pack("=I", 1) + word(1, 0) + b"IJKL"
data += word(0, 1) + struct.pack("=I", 12) + b"MNOPQRST" + word(29, 3) + struct.pack("=I", 8) + b"gone"
data += word(31, 9) + struct.pack("=I", 2) + word(1, 1) + b"UVWX"
page = struct.pack("=QQ", 1000, len(data) | 1 << 31 | 1 << 30) + data + struct.pack("=q", 42)
events, lost = pages.split(page + bytes(4096 - len(page)))
print(pages.size, lost, [(now - 1000, page[at:at + 4].decode()) for now, at in events[:3]],
      events[3][0], page[events[3][1]:][:4].decode())
form = """ID: 12
\\tfield:unsigned short common_type;\\toffset:0;\\tsize:2;\\tsigned:0;
\\tfield:const void * skaddr;\\toffset:8;\\tsize:8;\\tsigned:0;
\\tfield:__u16 sport;\\toffset:16;\\tsize:2;\\tsigned:0;
\\tfield:__u8 saddr[4];\\toffset:18;\\tsize:4;\\tsigned:0;
\\tfield:int ret;\\toffset:24;\\tsize:4;\\tsigned:1;"""
number, read = make_reader(form, ("ret", "saddr", "sport"))
print(number, read(b"\\0" * 17 + struct.pack("=H4s2xi", 80, b"abcd", -11), 1))`);
  t.same(text.split('\n'), [
    `4096 42 [(5, 'ABCD'), (${12 + 2 ** 27}, 'IJKL'), (${13 + 2 ** 27}, 'MNOP')] ${2 ** 28 + 10} UVWX`,
    "12 (-11, b'abcd', 80)",
  ]);
});
