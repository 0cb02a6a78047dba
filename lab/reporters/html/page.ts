/**
 * The report as one page that stands alone: no network, no other file. It can be read and printed
 * without its script, which adds selecting, searching and copying (behaviour.ts).
 *
 * Pure: a report in, a string out. Nothing that a program wrote can act here: all of it is escaped
 * (markup.ts), and the policy in the head lets only the page's own script run, by its hash (CSP 3).
 */
import { createHash } from 'node:crypto';

import type { Report } from '../../model/report.ts';
import { formatTotal } from '../../model/rubric.ts';
import { isWatched } from '../../model/watching.ts';
import { script } from './behaviour.ts';
import { escapeHtml, showText } from './markup.ts';
import { getPlace, type Limits, makeScene, renderIndex, renderScene } from './scenario.ts';
import { style } from './style.ts';
import { describeOutcome, renderSummary } from './summary.ts';
import { renderWatching } from './watching.ts';

/** How much of all scenarios together a page shows; so a flood of output makes no endless page. */
const mostEntries = 1_200;
const mostLines = 720;

/** The whole page. */
export function renderHtml(report: Report): string {
  const scenes = report.runs.map((run, index) => makeScene(run, `${index + 1}`));
  const places = new Map(
    scenes.flatMap((scene) =>
      scene.run.verdicts.map(
        (verdict) => [`${scene.run.scenario}\n${verdict.check}`, getPlace(scene, verdict)] as const,
      ),
    ),
  );
  const limits = getLimits(scenes.length);
  const marking = scenes.filter(({ run }) => !isWatched(run));
  const bad = marking.filter(({ run }) => run.outcome !== 'pass');
  const opened = new Set(bad.length > 0 ? bad.slice(0, 3) : marking.slice(0, 1));
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${getPolicy()}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(makeTitle(report))}</title>
<style>${style}</style></head>
<body>
<a class="skip" href="#scenarios">Skip to the scenarios</a>
<main>
${renderSummary(report, places)}
${renderWatching(report.watching, scenes)}
<section aria-labelledby="scenarios"><h2 id="scenarios">Scenarios</h2>
${renderIndex(scenes)}
${toolbar}
${scenes.map((scene) => renderScene(scene, limits, opened.has(scene))).join('\n')}
</section>
</main>
<footer><p>${showText(getLegend(report))}</p></footer>
<script>${script}</script>
</body></html>
`;
}

/** The id of the element that shows what decided each criterion, by the criterion's number. */
export function findDecidingPlaces({ grade, runs }: Report): Record<string, string> {
  const places: Record<string, string> = {};
  for (const { id, decidedBy } of grade?.criteria ?? []) {
    const [first] = decidedBy;
    const index = runs.findIndex(({ scenario }) => scenario === first?.scenario);
    const run = runs[index];
    const verdict = run?.verdicts.find(({ check }) => check === first?.check);
    if (run && verdict) places[`${id}`] = getPlace(makeScene(run, `${index + 1}`), verdict);
  }
  return places;
}

/** No network, no form, no frame, and no script but the page's own. */
function getPolicy(): string {
  const own = `'sha256-${createHash('sha256').update(script).digest('base64')}'`;
  const rules = ["default-src 'none'", "style-src 'unsafe-inline'", `script-src ${own}`];
  return [...rules, "base-uri 'none'", "form-action 'none'"].join('; ');
}

function makeTitle(report: Report): string {
  const points = report.grade ? `${formatTotal(report.grade)}, ` : '';
  return `${points}${describeOutcome(report)} (mininet-lab)`;
}

function getLimits(scenes: number): Limits {
  const share = (most: number, least: number, limit: number) =>
    Math.round(Math.min(limit, Math.max(least, most / Math.max(1, scenes))));
  return { entries: share(mostEntries, 60, 400), lines: share(mostLines, 40, 240) };
}

/** How to read the diagrams; of an order only where there is one. */
function getLegend({ runs }: Report): string {
  const isOrdered = runs.length === 0 || runs.some(({ plan }) => plan.transport !== 'udp');
  return isOrdered ? `${legend} ${orderLegend}` : legend;
}

const legend =
  'Time runs downward, in ms since the epoch of the play. What is close together is spread, ' +
  'and a zig-zag stands for an idle stretch that is left out, with its length: so read ' +
  'times at the axis, not from heights. A slanted arrow begins when its sender sent; a ' +
  'level one where that is not known.';

const orderLegend =
  'The numbers 1, 2 on the server are the order in which ' +
  'the messages were complete on its wire, and that is the order that decides.';

const witnessNames = [
  ['wire', 'the capture at the server'],
  ['kernel', 'the sockets of the server, traced or sampled'],
  ['program', 'what our programs note'],
  ['printed', 'what programs print'],
] as const;

const toolbar = `<div class="tools">
<fieldset><legend>Witnesses</legend>${witnessNames
  .map(
    ([name, about]) =>
      `<label title="${about}"><input type="checkbox" id="show-${name}" checked> ${name}</label>`,
  )
  .join('')}</fieldset>
<form class="search" role="search" hidden><label for="search">Search printed lines</label>
<input type="search" id="search" autocomplete="off" spellcheck="false">
<span class="found" role="status"></span></form>
<div class="buttons" hidden><button type="button" id="open-all">Open all</button>
<button type="button" id="theme">Theme: auto</button></div>
</div>`;
