/** Live progress: one line, never wider than the terminal, and harmless. */
import t from 'tap';
import { type ProgressState, renderProgress } from '../../lab/reporters/progress.ts';
import { getWidth } from '../../lab/reporters/wrap.ts';

const state: ProgressState = {
  elapsedMs: 1200,
  scenarios: [
    { name: 'one', state: 'done', outcome: 'pass' },
    { name: 'two', state: 'done', outcome: 'fail' },
    { name: 'three', state: 'playing', phase: 'armed' },
    { name: 'four', state: 'waiting' },
  ],
};

t.test('says what is done, and what plays', async (t) => {
  const text = renderProgress(state, { columns: 80, color: false });
  t.match(text, /^. ✓✗ {2}2\/4 scenarios {2}1\.2 s {2}three \(armed\)$/u);
  const idle = renderProgress(
    { elapsedMs: 0, scenarios: [], doing: 'bundling' },
    {
      columns: 80,
      color: false,
    },
  );
  t.match(idle, /^. 0\.0 s {2}bundling$/u);
});

t.test('fits into any terminal, and lets nothing drive it', async (t) => {
  for (const columns of [20, 40, 200]) {
    const text = renderProgress(
      {
        ...state,
        scenarios: [...state.scenarios, { name: 'x\u001b[2J'.repeat(40), state: 'playing' }],
      },
      { columns, color: false },
    );
    t.ok(getWidth(text) < columns, `${columns}`);
    t.notOk(text.includes('\u001b'));
  }
});
