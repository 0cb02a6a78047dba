/** What a box says of itself is shown to a person: nothing in it drives the terminal. */
import t from 'tap';
import { renderFindings } from '../../lab/cli/doctor.ts';
import type { Finding } from '../../lab/run/findings.ts';

t.test('a box that sends escapes is shown as it is', async (t) => {
  const finding: Finding = {
    ...{ id: 'kernel', title: 'kernel', state: 'missing', neededFor: 'all' },
    found: '6.1\u001b[2J\u001b]0;gotcha\u0007 \u202eoops\u009b1m',
    mend: 'apt-get install x\u001b[8m',
  };
  const text = renderFindings('ssh://box', [finding]);
  t.match(text, '6.1\\x1b[2J\\x1b]0;gotcha\\x07 \\u202eoops\\x9b1m');
  t.match(text, 'install x\\x1b[8m');
  for (const acting of ['\u0007', '\u009b', '\u202e', '\u001b[2J', '\u001b[8m']) {
    t.notOk(text.includes(acting), JSON.stringify(acting));
  }
});
