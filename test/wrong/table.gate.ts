/** The table of wrong programs is whole: all programs have rows, all checkers are accounted for. */
import t from 'tap';
import { checkers } from '../../lab/assignments/first-received/checkers/index.ts';
import {
  chatScenarios,
  scenarios as graded,
} from '../../lab/assignments/first-received/scenarios/index.ts';
import { readDocs } from '../docs/read-docs.ts';
import { findChatPrograms, wrongChats } from './chat-table.ts';
import { getCatchers } from './render.ts';
import { findPrograms, getTitle, readFault, wrongPrograms } from './table.ts';

const scenarios = new Map([...graded, ...chatScenarios]);

t.test('every program has a row, and every row its program', async (t) => {
  const named = wrongPrograms.flatMap((row) => [row.file, ...(row.with ? [row.with] : [])]);
  t.same([...new Set(named)].sort(), findPrograms());
  t.same(wrongChats.map(({ file }) => file).sort(), findChatPrograms());
  const titles = [...wrongPrograms, ...wrongChats].map(getTitle);
  t.same([...new Set(titles)], titles, 'no row stands twice');
});

t.test('every row names checkers and scenarios of the lab, and a fault', async (t) => {
  for (const row of [...wrongPrograms, ...wrongChats]) {
    const title = getTitle(row);
    t.not(row.fails.length, 0, `${title} fails something`);
    const checks = [...row.fails, ...(row.unknown ?? [])];
    t.same(
      checks.filter((check) => !checkers.has(check)),
      [],
      `${title}: checkers`,
    );
    t.same(
      row.scenarios.filter((name) => !scenarios.has(name)),
      [],
      `${title}: scenarios`,
    );
    const asked = row.scenarios.flatMap((name) => scenarios.get(name)?.checks ?? []);
    t.same(
      row.fails.filter((check) => !asked.includes(check)),
      [],
      `${title}: its scenarios ask what it fails`,
    );
    t.not(row.fault ?? readFault(row.file), '', `${title} says what is wrong with it`);
  }
});

t.test('about half of the programs are Python, about half Node', async (t) => {
  const python = findPrograms().filter((name) => name.endsWith('.py')).length;
  const share = python / findPrograms().length;
  t.ok(share > 0.35 && share < 0.65, `${python} of ${findPrograms().length} are Python`);
});

t.test('every checker catches a program, or the docs say why none can', async (t) => {
  const text =
    readDocs().find(({ path }) => path === 'lab/assignments/first-received/checkers/README.md')
      ?.text ?? '';
  const [, excuse = ''] = /^\w+ checkers have no column: ([\s\S]*?)\n\n/m.exec(text) ?? [];
  const excused = [...excuse.matchAll(/`([a-z-]+)`/g)].map(([, name]) => name);
  const caught = getCatchers([...wrongPrograms, ...wrongChats]);
  const others = [...checkers.keys()].filter((name) => !caught.includes(name));
  t.same(others.sort(), excused.sort());
});
