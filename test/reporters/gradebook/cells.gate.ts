/** Any table comes back byte for byte, in each encoding, also where one cell was filled in. */
import * as fc from 'fast-check';
import t from 'tap';
import { fillCell, readCells, writeCells } from '../../../lab/reporters/gradebook/cells.ts';

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 6 }),
  fc.constantFrom(
    '',
    '"',
    '""',
    ',',
    ';',
    '\t',
    '\r\n',
    '\n',
    '\r',
    ' ',
    '=1+1',
    'Zoë',
    '王',
    '\u0000',
  ),
);
/** Cells that need quotes have them, the others may. */
const cell = fc.tuple(text, fc.boolean()).map(([value, isQuoted]) => {
  return isQuoted || /["\r\n,;\t]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
});
const table = fc.record({
  rows: fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { maxLength: 4 }),
  delimiter: fc.constantFrom(',', '\t', ';'),
  end: fc.constantFrom('\n', '\r\n', '\r'),
  isEnded: fc.boolean(),
  pack: fc.constantFrom('utf8', 'utf8 with a mark', 'utf16le', 'utf16be', 'latin1'),
});

function packText(all: string, how: string): Buffer {
  if (how === 'utf16le') return Buffer.from(`\ufeff${all}`, 'utf16le');
  if (how === 'utf16be') return Buffer.from(`\ufeff${all}`, 'utf16le').swap16();
  // What Latin-1 has not would lose its upper byte, and be another character.
  if (how === 'latin1') return Buffer.from(all.replace(/[^\0-\xff]/g, 'é'), 'latin1');
  return Buffer.from(how === 'utf8' ? all : `\ufeff${all}`);
}

t.test('what is read is written as it was', async (t) => {
  fc.assert(
    fc.property(table, ({ rows, delimiter, end, isEnded, pack }) => {
      const head = ['Student', 'ID', 'Section', '"Lab 1 (7)"'].join(delimiter);
      const all =
        [head, ...rows.map((row) => row.join(delimiter))].join(end) + (isEnded ? end : '');
      const bytes = packText(all, pack);
      const cells = readCells(bytes, 'x.csv');
      t.ok(writeCells(cells).equals(bytes));
      t.equal(cells.delimiter, delimiter);
      const [first = [], ...rest] = cells.rows;
      const last = first.at(-1);
      if (!last) throw new Error('the headings are there');
      const marked = [...first.slice(0, -1), fillCell(last, '12', cells)];
      const filled = { ...cells, rows: [marked, ...rest] };
      const again = readCells(writeCells(filled), 'x.csv').rows;
      t.same(again, [marked, ...rest], 'all but one cell is as it was');
      t.ok(again[0]?.at(-1)?.isQuoted, 'it keeps its quotes');
    }),
    { numRuns: 100 },
  );
});

t.test('a cell gets quotes where its text needs them', async (t) => {
  const cells = readCells(Buffer.from('a,b\n1,\n'), 'x.csv');
  const [, empty] = cells.rows[1] ?? [];
  if (!empty) throw new Error('it is there');
  t.match(fillCell(empty, '12,5', cells), { isQuoted: true });
  t.match(fillCell(empty, '12.5', cells), { isQuoted: false });
});
