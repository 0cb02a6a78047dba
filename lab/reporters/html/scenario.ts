/** One scenario: its verdicts, its diagram with details beside it, what was printed, the facts. */

import type { RunReport } from '../../model/report.ts';
import type { Verdict } from '../../model/verdict.ts';
import { isWatched, watchedNote } from '../../model/watching.ts';
import { describeFacts, describeWireOrder, joinWords } from '../../model/wording.ts';
import { describeEvent } from './describe.ts';
import { makeDiagram } from './diagram.ts';
import { renderEntries } from './entries.ts';
import { renderEvidence, renderMeasured } from './facts.ts';
import { isWide } from './layout.ts';
import { showText } from './markup.ts';
import type { Diagram } from './parts.ts';
import { chooseLines, renderPrinted } from './printed.ts';
import { outcomeSigns, renderSign, renderTrouble } from './summary.ts';
import { renderDiagram } from './svg.ts';
import { relateEntries } from './talk.ts';

export interface Limits {
  entries: number;
  lines: number;
}

/** A scenario, and what is known of it once: its diagram and which entries belong together. */
export interface Scene {
  id: string;
  run: RunReport;
  diagram: Diagram;
  keys: ReadonlyMap<number, readonly string[]>;
  drawn: ReadonlySet<number>;
}

export function makeScene(run: RunReport, id: string): Scene {
  const diagram = makeDiagram(run, run.verdicts);
  const drawn = new Set(
    diagram.items.filter(({ kind }) => kind !== 'notice').map(({ entry }) => entry),
  );
  return { id, run, diagram, keys: relateEntries(run), drawn };
}

/** The id of the element that shows a verdict: its first evidence, else the scenario. */
export function getPlace({ id, drawn }: Scene, { evidence }: Verdict): string {
  const [first] = evidence;
  if (first === undefined) return `s${id}`;
  return `${drawn.has(first) ? 'd' : 'e'}${id}-${first}`;
}

/** Who was first on the wire, and by how much; where there is no such order, what it was. */
export function describeOrder({ timing, outcome, title, plan, facts }: RunReport): string {
  const [first] = timing.wireOrder;
  if (facts) return describeFacts(facts);
  const isOrdered = !plan.chat && plan.transport !== 'udp';
  if (!isOrdered || (outcome === 'trouble' && first === undefined)) return title;
  if (first === undefined) return 'no message on the wire';
  return describeWireOrder(timing) ?? `only ${first} spoke`;
}

export function renderScene(scene: Scene, limits: Limits, open: boolean): string {
  const { id, run, diagram } = scene;
  const isOnlyWatched = isWatched(run);
  const note = isOnlyWatched ? watchedNote : run.robustness ? 'robustness, no points' : '';
  const robust = note === '' ? '' : ` <span class="flag">${note}</span>`;
  return `<details class="scenario ${isOnlyWatched ? 'watched' : run.outcome}" id="s${id}"${open ? ' open' : ''}>
<summary><h3>${renderRunSign(run)} ${showText(run.scenario, 80)}</h3>
<span class="order">${showText(describeOrder(run))}</span>${robust}</summary>
<p class="title">${showText(run.title)}</p>
${run.trouble ? renderTrouble(run.trouble) : ''}${renderVerdicts(scene)}
${run.events.length === 0 ? nothing : renderWitnessed(scene, limits, diagram)}
</details>`;
}

const nothing = '<p class="note">Nothing was witnessed.</p>';

function renderWitnessed(scene: Scene, limits: Limits, diagram: Diagram): string {
  const { id, run, keys } = scene;
  const lines = chooseLines(run, keys, limits.lines);
  const needed = new Set([
    ...diagram.items.map(({ entry }) => entry),
    ...diagram.bars.map(({ entry }) => entry),
    ...lines,
    ...run.verdicts.flatMap(({ evidence }) => evidence.slice(0, 8)),
  ]);
  const label = showText(run.scenario, 80);
  const begin = run.plan.transport === 'udp' ? 'first datagram' : 'connections';
  const title = `Sequence diagram of ${run.scenario}, from the ${begin} to the exits`;
  const svg = renderDiagram(diagram, {
    id,
    title,
    keys,
    describe: (entry) => nameEntry(run, entry),
  });
  return `<div class="stage${isWide(diagram) ? ' many' : ''}">
<div class="wide drawing" role="region" tabindex="0" aria-label="Diagram of ${label}">
<a class="skip" href="#p${id}">Skip this diagram</a>${svg}</div>
<aside class="panel" aria-label="Details of ${label}">
<div class="detail" aria-live="polite"></div></aside>
</div>
<h4 id="p${id}">Printed</h4>
${renderPrinted(run, diagram.lanes, { id, keys, shown: lines })}
${renderEntries(run, { id, keys, needed, limit: limits.entries })}
<div class="pair">${renderMeasured(run)}
<section><h4>Evidence</h4>${renderEvidence(run)}</section></div>`;
}

/** What an arrow or a mark stands for, beside the text that it shows itself. */
function nameEntry({ events }: RunReport, entry: number): string {
  const event = events[entry];
  if (!event) return `entry ${entry + 1}`;
  const { who, what } = describeEvent(event);
  return `${who} ${what}, at ${(event.atNs / 1e6).toFixed(2)} ms`.trim();
}

/** A play that was only watched has no outcome. */
function renderRunSign(run: RunReport): string {
  if (!isWatched(run)) return renderSign(run.outcome);
  return '<span class="sign-watched" role="img" aria-label="watched">·</span>';
}

/** What did not hold in full sentences; what held by its name only. */
function renderVerdicts(scene: Scene): string {
  const { verdicts } = scene.run;
  const rank = { fail: 0, unknown: 1, pass: 2 };
  const open = verdicts
    .filter(({ outcome }) => outcome !== 'pass')
    .sort((a, b) => Number(a.informs) - Number(b.informs) || rank[a.outcome] - rank[b.outcome]);
  const held = verdicts.filter(({ outcome }) => outcome === 'pass');
  const sentences = groupVerdicts(open).map(([first, ...others]) => {
    const { outcome, informs, because } = first;
    const links = [first, ...others].map(
      (verdict) => `<a href="#${getPlace(scene, verdict)}">${showText(verdict.check, 60)}</a>`,
    );
    const flag = informs ? ' <span class="flag">informs only</span>' : '';
    return (
      `<li class="${informs ? 'informs' : outcome}"><span class="mark">` +
      `${renderSign(outcome)}</span><span>${joinWords(links)}${flag} ` +
      `${showText(because)}</span></li>`
    );
  });
  const names = held.map(
    (verdict) =>
      `<li><a href="#${getPlace(scene, verdict)}" title="` +
      `${showText(verdict.because)}">${showText(verdict.check, 60)}</a></li>`,
  );
  const list = sentences.length > 0 ? `<ul class="verdicts">${sentences.join('')}</ul>` : '';
  const good =
    names.length > 0
      ? `<div class="held"><span class="label">${outcomeSigns.pass.sign} held</span> ` +
        `<ul>${names.join('')}</ul></div>`
      : '';
  return list + good;
}

type Group = [Verdict, ...Verdict[]];

/** Verdicts that say the same of the same thing, said once. */
function groupVerdicts(verdicts: readonly Verdict[]): Group[] {
  const groups: Group[] = [];
  for (const verdict of verdicts) {
    const same = groups.find(
      ([{ outcome, informs, because }]) =>
        outcome === verdict.outcome && informs === verdict.informs && because === verdict.because,
    );
    if (same) same.push(verdict);
    else groups.push([verdict]);
  }
  return groups;
}

/** The scenarios as a list of links, those that did not pass marked. */
export function renderIndex(scenes: readonly Scene[]): string {
  const items = scenes.map(
    ({ id, run }) =>
      `<li class="${run.outcome}"><a href="#s${id}">${renderRunSign(run)} ` +
      `${showText(run.scenario, 60)}</a> <span class="order">` +
      `${showText(describeOrder(run))}${isWatched(run) ? ` (${watchedNote})` : ''}</span></li>`,
  );
  return `<nav aria-label="Scenarios"><ul class="index">${items.join('')}</ul></nav>`;
}
