/**
 * The lab on each system with each Node, from a fresh clone to marks. Nothing is stored here; `make
 * matrix` writes the table. LAB_MATRIX chooses cells: `debian-13 own`.
 */
import t from 'tap';
import { playCell } from './play-cell.ts';
import { checks, chooseCells, isRefused, nameCell } from './systems.ts';

t.setTimeout(4 * 3_600_000);

const words = (process.env.LAB_MATRIX ?? '').split(' ').filter((word) => word !== '');

for (const cell of chooseCells(words)) {
  t.test(nameCell(cell), async (t) => {
    const { checks: found } = await playCell(cell, (line) => t.comment(line));
    if (isRefused(cell)) {
      t.match(found, { lab: { outcome: 'refused' } });
      return;
    }
    for (const { name } of checks) {
      t.equal(found[name]?.outcome ?? 'left out', 'pass', `${name}: ${found[name]?.because}`);
    }
  });
}
