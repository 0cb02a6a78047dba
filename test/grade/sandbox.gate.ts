/** What a program behind the walls has of /etc: the settings of the runtimes, whatever version. */
import t from 'tap';
import { findRuntimeSettings, wrapCommand } from '../../lab/grade/sandbox.ts';

/** Of Debian 12, 13 and testing, and of Ubuntu with another vendor's JDK. */
const runtimes = [
  ...['java-8-openjdk', 'java-17-openjdk', 'java-21-openjdk', 'java-25-openjdk', 'java-26-oracle'],
  ...['python3', 'python3.11', 'python3.13', 'python3.14'],
];
/** What only begins like one, and what no program is to see. */
const others = [
  ...['java', 'java-secrets', 'javascript', 'python3.11.bak', 'python-grader', 'pythonrc'],
  ...['shadow', 'ssh', 'sudoers.d', 'hosts', 'machine-id', 'passwd-', 'ssl'],
];

t.test('each version of a runtime is found, and nothing else', async (t) => {
  t.same(findRuntimeSettings([...others, ...runtimes]), [...runtimes].sort());
  t.same(findRuntimeSettings([]), []);
});

t.test('they are mounted read-only, beside the few that all programs need', async (t) => {
  const words = wrapCommand('true', {
    folder: '/tmp/x',
    role: 'server',
    users: { server: 1, X: 2, Y: 3, build: 4 },
    settings: ['java-25-openjdk'],
  });
  const etc = words.filter((word) => word.startsWith('/etc/'));
  t.ok(etc.includes('/etc/java-25-openjdk'));
  t.notOk(etc.some((name) => /shadow|ssh|sudoers/.test(name)));
  for (const [index, word] of words.entries()) {
    if (word.startsWith('/etc/') && words[index + 1] === word) {
      t.equal(words[index - 1], '--ro-bind-try', word);
    }
  }
});
