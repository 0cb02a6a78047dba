/**
 * Recorded journals give the diagrams that were recorded with them: what is drawn, from where to
 * where, when, and what is blamed. If a change of the drawing is meant, UPDATE_GOLDEN=1 writes the
 * new diagram.txt of each journal; the difference is then there to be reviewed.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import t from 'tap';
import { makeDiagram } from '../../lab/reporters/html/diagram.ts';
import type { Diagram, DiagramItem } from '../../lab/reporters/html/parts.ts';
import { journals, judgeJournal, listJournals } from '../journals/read-journals.ts';

/** A diagram as text, a line for each thing that is drawn. */
function writeDiagram({ lanes, items, bars, callouts, breaks, folded }: Diagram): string {
  return [
    `lanes ${lanes.map(({ role, host }) => `${role}@${host}`).join(' ')}`,
    ...items.map(writeItem),
    ...bars.map(({ role, bytes, fromNs, toNs }) => `bar ${role} ${bytes} B ${fromNs}..${toNs}`),
    ...callouts.map(({ entry, outcome, because }) => `callout ${outcome} @${entry}: ${because}`),
    ...breaks.map(({ fromNs, toNs }) => `break ${fromNs}..${toNs}`),
    `folded ${folded}`,
    '',
  ].join('\n');
}

function writeItem(item: DiagramItem): string {
  const { kind, look, entry, witness, label, blame } = item;
  const place = {
    arrow: () => (item.kind === 'arrow' ? writeArrow(item) : ''),
    mark: () => (item.kind === 'mark' ? `on ${item.lane} at ${item.atNs}` : ''),
    notice: () => (item.kind === 'notice' ? `at ${item.atNs}` : ''),
  }[kind]();
  const blamed = blame ? ` [${blame.outcome}${blame.strong ? '!' : ''}]` : '';
  return `${kind} ${look} ${place} @${entry} ${witness} ${JSON.stringify(label)}${blamed}`;
}

function writeArrow(arrow: Extract<DiagramItem, { kind: 'arrow' }>): string {
  const place = arrow.place === undefined ? '' : ` #${arrow.place}`;
  return `${arrow.from}->${arrow.to} ${arrow.departNs}..${arrow.arriveNs}${place}`;
}

for (const name of listJournals()) {
  t.test(`${name} is drawn as it was recorded`, async (t) => {
    const run = await judgeJournal(name);
    const drawn = writeDiagram(makeDiagram(run, run.verdicts));
    const file = path.join(journals, name, 'diagram.txt');
    if (process.env.UPDATE_GOLDEN === '1') writeFileSync(file, drawn);
    t.equal(drawn, readFileSync(file, 'utf8'));
    t.match(drawn, /^lanes .*server@h1/, 'the server has a lane');
  });
}
