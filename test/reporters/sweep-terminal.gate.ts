/** A sweep at the terminal: what its last lines say of the time that it took. */
import t from 'tap';
import { renderSweep } from '../../lab/reporters/sweep-terminal.ts';
import { makeSweepExample } from './sweep-example.ts';

const options = { columns: 100, color: false };

t.test('what was played has a pace; what was only judged again has none', async (t) => {
  const report = makeSweepExample();
  const played = renderSweep(report, options);
  t.match(played, /160 trials in 12\.3 s \(6 stages on local, 778 a minute\)/);
  const judged = renderSweep({ ...report, isStored: true }, options);
  t.match(judged, /160 trials judged again in 12\.3 s \(6 stages on local\)/);
  t.notMatch(judged, /a minute/);
});
