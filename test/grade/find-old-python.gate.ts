/** Python that newer versions do not take is told from Python 3, and run by one that is there. */
import t from 'tap';
import { firstReceived } from '../../lab/assignments/first-received/assignment.ts';
import { concludeSubmission } from '../../lab/grade/conclude.ts';
import {
  findOldCrash,
  findOldPython3,
  findPython2,
  findRefused,
} from '../../lab/grade/find-old-python.ts';
import {
  chooseInterpreters,
  getWantedPython,
  useInterpreter,
} from '../../lab/grade/find-runtime.ts';
import { findOldRuntime } from '../../lab/grade/old-runtime.ts';
import type { SubmittedFile } from '../../lab/model/submission.ts';

const server = 's.bind(("", 12000))\ns.listen(2)\n';
const client = 's.connect(("10.0.0.1", 12000))\n';

function conclude(texts: Readonly<Record<string, string>>) {
  const files = Object.entries(texts).map(([path, text]) => ({ path, text, isExecutable: false }));
  return concludeSubmission(files, undefined, firstReceived);
}

t.test('imports, names and forms of Python 2 betray it', async (t) => {
  const two = [
    'import socket, thread',
    'from Queue import Queue',
    'import SocketServer as server',
    'import ConfigParser',
    'from urlparse import urlparse',
    'for i in xrange(2):\n    pass',
    'text = unicode(data, "utf8")',
    'print >>sys.stderr, "ready"',
    'print counter',
    'print "a", b',
    'name = raw_input()',
    'try:\n    pass\nexcept (IOError, OSError), why:\n    pass',
    'raise ValueError, "no port"',
    'if a <> b:\n    pass',
    'text = "from " + `address`',
    'data = bytes("hello").encode("utf8")',
    'if seen.has_key("X"):\n    pass',
    'for key, value in table.iteritems():\n    pass',
    'words = string.split(text)',
    'limit = 10L',
    'exec "x = 1"',
  ];
  for (const text of two) t.match(findPython2(text, ''), /Python 2/, text);
});

t.test('what Python 3 takes is none, though it looks alike', async (t) => {
  const three = [
    'import threading, queue\nimport socketserver',
    'import _thread as thread\nthread.start_new_thread(f, ())',
    'try:\n    import Queue\nexcept ImportError:\n    import queue as Queue',
    'print("x", file=sys.stderr)\nprint ("y")',
    'print\n',
    'text = "use xrange() and raw_input() `here` <> there"',
    'note = "print this"\nprinter = 3\nprint_all = 4',
    'data = bytes("hello", "utf8")',
    'unicode = str\nunicode("x")',
    'def long(x):\n    return x\nlong(3)',
    'value = 0x1F\nname = "10L"\nhtml.unescape(x)',
    'executor = 3\nexec("x = 1")',
  ];
  for (const text of three) t.equal(findPython2(text, ''), undefined, text);
  t.equal(findPython2('import thread', '', ['lib/thread.py']), undefined, 'its own module');
  t.match(conclude({ 'server.py': `import thread\n${server}`, 'thread.py': 'x = 1' }).needs, [
    'python3',
  ]);
});

t.test('what went within Python 3 wants an older one', async (t) => {
  t.match(findOldPython3('while worker.isAlive():\n    pass'), { below: 9 });
  t.match(findOldPython3('start = time.clock()\nt.isAlive()'), { below: 8 });
  const any = [
    'while worker.is_alive():\n    pass',
    'alive = t.isAlive() if hasattr(t, "isAlive") else t.is_alive()',
    'class T:\n    def isAlive(self):\n        return True\nT().isAlive()',
    'print("call .isAlive() here")',
  ];
  for (const text of any) t.equal(findOldPython3(text), undefined, text);
});

t.test('a refusal or a crash that tells of Python 2 is told from another', async (t) => {
  const printed = "3.11\nc.py:3:Missing parentheses in call to 'print'. Did you mean print(...)?\n";
  t.match(findRefused(printed), { path: 'c.py', because: /^c\.py, line 3/ });
  t.equal(findRefused("3.11\nc.py:3:'(' was never closed\n"), undefined);
  for (const line of [
    "ModuleNotFoundError: No module named 'thread'",
    "NameError: name 'xrange' is not defined",
    "AttributeError: 'Thread' object has no attribute 'isAlive'",
  ]) {
    t.ok(findOldCrash(line), line);
  }
  for (const line of [
    "ModuleNotFoundError: No module named 'helper'",
    "NameError: name 'sock' is not defined",
    "AttributeError: 'socket' object has no attribute 'sendAll'",
  ]) {
    t.equal(findOldCrash(line), undefined, line);
  }
});

t.test("the newest that will do is chosen, the system's first", async (t) => {
  const paths = [
    '/root/.pyenv/versions/2.7.18/bin/python2.7',
    '/usr/bin/python2.7',
    '/usr/bin/python3.11',
    '/opt/python/3.8/bin/python3.8',
    '/home/ada/miniconda3/envs/old/bin/python3.7',
    '/usr/bin/python3-config',
  ];
  const because = 'x';
  const choose = (wanted: { major: 2 | 3; below?: number }) =>
    chooseInterpreters(paths, { ...wanted, because }).map(({ program, folder }) => [
      program,
      folder,
    ]);
  t.same(choose({ major: 2 }), [
    ['/usr/bin/python2.7', undefined],
    ['/root/.pyenv/versions/2.7.18/bin/python2.7', '/root/.pyenv/versions/2.7.18'],
  ]);
  t.same(
    choose({ major: 3, below: 9 }).map(([program]) => program),
    [paths[3], paths[4]],
  );
  t.same(choose({ major: 3, below: 7 }), []);
});

t.test('its programs are run by it, and by nothing else where none is there', async (t) => {
  const conclusion = conclude({ 'server.py': `import thread\n${server}`, 'client.py': client });
  const wanted = getWantedPython(conclusion);
  t.match(wanted, { major: 2, because: /server\.py is python2 \(the module thread/ });
  if (!wanted) return;
  const used = useInterpreter(conclusion, { program: '/p/python2.7', version: '2.7' }, wanted);
  t.match(used.submission, { server: '/p/python2.7 server.py', X: 'python3 client.py' });
  t.notOk(used.needs.includes('python2'));
  const nothing = { status: 0, signal: null, stdout: '', stderr: '' };
  const files: SubmittedFile[] = [];
  const run = async () => nothing;
  const found = await findOldRuntime(conclusion, { files, run, runInside: run });
  t.match(found.conclusion.unsupported, /needs python2, which this machine does not have: server/);
  const there = { ...nothing, stdout: '/root/.pyenv/versions/2.7.18/bin/python2.7\n' };
  const played = await findOldRuntime(conclusion, {
    files,
    run: async () => there,
    runInside: async (command) => ({ ...nothing, stdout: command.includes('2.7') ? '2.7' : '' }),
  });
  t.match(played, {
    runtimes: ['/root/.pyenv/versions/2.7.18'],
    notes: [/^adapted: run by Python 2\.7/],
  });
});
