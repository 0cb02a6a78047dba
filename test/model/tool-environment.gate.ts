/** The environment of tools: the same in each of its three forms, whatever a user has set. */
import { execFileSync } from 'node:child_process';
import t from 'tap';
import { findControl } from '../../lab/model/plain-text.ts';
import {
  getToolEnvironment,
  toolRemovals,
  toolScript,
  toolSettings,
  toolWords,
} from '../../lab/model/tool-environment.ts';

const { PATH = '' } = process.env;
/** A user who works in another language and wants colours wherever there can be some. */
const users = ['de_DE.UTF-8', 'fr_FR.ISO-8859-1', 'zh_CN.GB18030'].map((locale) => ({
  ...Object.fromEntries(toolRemovals.map((name) => [name, locale])),
  ...{ PATH, LANG: locale, LC_ALL: locale, TERM: 'xterm-256color', PAGER: 'less', MINE: locale },
}));

function run(argv: readonly string[], env: Record<string, string | undefined>): string {
  const [program = '', ...words] = argv;
  return execFileSync(program, words, { env, encoding: 'utf8' });
}

/** What the shell itself adds, and tap, to every child of a test. */
const added = /^(_|PWD|SHLVL|OLDPWD|NODE_OPTIONS|_TAPJS\w+)$/;

/** What env(1) printed, without that. */
function readEnvironment(text: string): Record<string, string> {
  const entries = text
    .trim()
    .split('\n')
    .map((line) => /^([^=]+)=(.*)$/.exec(line) ?? []);
  const kept = entries.filter(([, name = '']) => !added.test(name));
  return Object.fromEntries(kept.map(([, name, value]) => [name, value]));
}

t.test('all three forms give the same, and keep what else a user has set', async (t) => {
  for (const user of users) {
    const wanted = { PATH, MINE: user.LANG, ...toolSettings };
    t.same(getToolEnvironment(user), wanted);
    t.same(readEnvironment(run(['env'], getToolEnvironment(user))), wanted);
    t.same(readEnvironment(run([...toolWords, 'env'], user)), wanted);
    t.same(readEnvironment(run(['sh', '-c', `${toolScript}env`], user)), wanted);
  }
});

t.test('control characters are found, letters of every language are none', async (t) => {
  for (const text of ['', 'a\tb\r\nc', 'läuft', '正在运行', 'état', '‘quoted’', '🙂']) {
    t.equal(findControl(text), undefined, text);
  }
  t.equal(findControl('fine\n\x1b[32mgreen\x1b[0m'), '"\\u001b[32mgreen\\u001b[0m"');
  t.equal(findControl('\x9b32m8'), '"\x9b32m8"', 'the eight-bit form of the same');
  t.match(findControl(`\0${'x'.repeat(500)}`), /^.{1,130}$/);
});
