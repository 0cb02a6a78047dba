/** The tables of the matrix: what is stored is shown, failures too, and nothing is claimed of them. */
import t from 'tap';
import type { CellResult } from './play-cell.ts';
import { isAsItMustBe, renderMatrix, renderPlayed, renderVersions } from './results.ts';
import { checks } from './systems.ts';

const pass = { outcome: 'pass', because: '' } as const;
const green: CellResult = {
  date: '2026-11-29',
  versions: { Node: '20.19.2', Python: '3.13.5' },
  checks: Object.fromEntries(checks.map(({ name }) => [name, pass])),
};
const red: CellResult = {
  ...green,
  date: '2026-11-20',
  checks: { ...green.checks, ovs: { outcome: 'fail', because: '20/100 (status 1)' } },
};
const { doctor: _, ...fewer } = green.checks;
const refused: CellResult = {
  ...green,
  versions: { Node: '18.20.4' },
  checks: { lab: { outcome: 'refused', because: 'This is Node 18.20.4' } },
};
const results = { 'debian-12/own': refused, 'debian-13/own': green, 'debian-13/24': red };

t.test('each cell has its row, its date and why it failed', async (t) => {
  const text = renderMatrix(results);
  t.match(text, '| Debian 13 | 20.19.2 (its own) | ✓ | ✓ | ✓ | ✓ | ✓ | ✓ | 2026-11-29 |');
  t.match(text, '| Debian 13 | 20.19.2 | ✓ | ✗ (2) | ✓ | ✓ | ✓ | ✓ | 2026-11-20 |');
  t.match(text, '| Debian 12 | 18.20.4 (its own) | – (1) | – | – | – | – | – | 2026-11-29 |');
  t.match(text, '| Debian testing | 26 |  |  |  |  |  |  | not yet |');
  t.match(text, '\n\n1. debian-12/own, lab: This is Node 18.20.4\n2. debian-13/24, ovs: 20/100');
  t.match(renderVersions(results), '| Debian 13 | 20.19.2 | – | 3.13.5 |');
});

t.test('only what is green is claimed', async (t) => {
  const text = renderPlayed(results);
  t.match(text, '| Debian 13 | its own (20.19.2) |  |');
  t.match(text, '| Debian 12 | none yet | This is Node 18.20.4 |');
  t.match(text, '| Debian testing | none yet |  |');
  t.same([green, refused, red, { ...green, checks: fewer }].map(isAsItMustBe), [
    true,
    true,
    false,
    false,
  ]);
});
