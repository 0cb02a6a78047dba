/**
 * One student's feedback as a page that stands alone: what was asked, what happened, the points,
 * what a person changed, what is open, and how to see it again. It goes to the student: it names
 * nobody else and no path of the machine that marked, needs no script, and can be printed.
 */
import {
  type ClassReport,
  describeReviews,
  type Student,
  splitPoints,
  sumMark,
} from '../../model/class.ts';
import { type CriterionGrade, sumPoints } from '../../model/rubric.ts';
import { joinFirst } from '../../model/wording.ts';
import { escapeHtml, formatNumber, showForeign, showText } from './markup.ts';

/** What a page says beside what was marked. */
export interface FeedbackContext {
  /** The command that marks one's own folder in the same way. */
  again?: string;
  /** Names of files of the course that this takes. */
  needed?: readonly string[];
  /** Paths of the machine that marked: what lies in them is named without them. */
  hidden?: readonly string[];
}

export const usualAgain = 'npx zx lab/grade.mjs YOUR-FOLDER --html report.html';

/** The whole page. */
export function renderFeedbackPage(
  { name, person, marked }: Student,
  report: ClassReport,
  { again = usualAgain, needed = [], hidden = [] }: FeedbackContext = {},
): string {
  const say = (text: string, limit?: number) => showText(hidePaths(text, hidden), limit);
  const called = person?.name ?? name;
  const parts = [
    renderTop({ name: called, person, marked }, report),
    renderRefusal(marked, say),
    renderCriteria(marked, report, say),
    renderRun(marked, say),
    renderAgain({ again, needed }, marked),
  ];
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(`Feedback for ${called}`)}</title>
<style>${style}</style></head>
<body><main>
${parts.filter((part) => part !== '').join('\n')}
</main></body></html>
`;
}

type Say = (text: string, limit?: number) => string;

const policy = [
  ...["default-src 'none'", "style-src 'unsafe-inline'", "base-uri 'none'", "form-action 'none'"],
].join('; ');

/** A path that is hidden, where a text names it as a whole or what lies in it. */
function hidePaths(text: string, hidden: readonly string[]): string {
  const longestFirst = [...new Set(hidden)]
    .map((one) => one.replace(/\/+$/, ''))
    .filter((one) => one !== '' && one !== '.')
    .sort((a, b) => b.length - a.length);
  const bare = text.replace(workFolder, '');
  return longestFirst.reduce((all, one) => {
    const escaped = one.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    const inside = all.replace(new RegExp(`(?<![\\w./-])${escaped}/+`, 'g'), '');
    // A single word, "class" say, may be anything: only what is a path for sure is left out.
    return one.includes('/')
      ? inside.replace(new RegExp(`(?<![\\w./-])${escaped}(?![\\w-])`, 'g'), '…')
      : inside;
  }, bare);
}

/** A folder that the lab made for one marking, with whatever it lies in. */
const workFolder = /(?:\/[\w.-]+)*\/mininet-lab-[\w.-]+\/*/g;

function renderTop(
  { name, marked }: Student,
  { startedAt, assignment, criteria }: ClassReport,
): string {
  const { grade } = marked;
  const date = startedAt.slice(0, 10);
  const head = `<header><h1>Feedback for ${showForeign(name, 120)}</h1>`;
  const about = assignment === undefined ? '' : `Assignment: ${showForeign(assignment, 120)}. `;
  const foot = `<p class="meta">${about}Marked on
<time datetime="${escapeHtml(date)}">${escapeHtml(date)}</time>${wasPlayed(marked) ? how : ''}.</p></header>`;
  const sums = sumMark(marked, criteria);
  if (!grade) {
    const none = sums ? `<p class="total"><b>0</b> of ${formatNumber(sums.of)} points</p>` : '';
    return `${head}${none}${foot}`;
  }
  const isExtraOnly = grade.of === 0;
  const extraOf = grade.criteria.reduce((sum, one) => sum + (one.extra ? one.of : 0), 0);
  const points = isExtraOnly
    ? `<b>${formatNumber(grade.extra)}</b> of ${formatNumber(extraOf)} points of extra credit`
    : `<b>${formatNumber(grade.points)}</b> of ${formatNumber(grade.of)} points`;
  const extra =
    !isExtraOnly && grade.extra > 0
      ? ` and <b>${formatNumber(grade.extra)}</b> of extra credit`
      : '';
  const open =
    splitPoints(grade).open + sumPoints(grade.criteria, { outcome: 'unknown', extra: true });
  const undecided =
    open === 0
      ? ''
      : `<p class="open">${formatNumber(open)} more points are not decided. They are not lost: the
lab could not tell, and a person decides.</p>`;
  return `${head}<p class="total">${points}${extra}</p>${undecided}${foot}`;
}

const how = `
by playing the programs on a real network and recording what they sent and printed`;

/** Without a refusal something of it was played, whatever a person decided. */
function wasPlayed({ grade, refusal }: Student['marked']): boolean {
  return grade !== null && refusal === null;
}

/** Why it could not be played, and whose fault that is. */
function renderRefusal({ outcome, refusal, grade }: Student['marked'], say: Say): string {
  if (!refusal && grade) return '';
  // What befell the lab is for the teacher: it names files of the machine that marked.
  const told = outcome === 'trouble' ? undefined : refusal;
  const because =
    outcome === 'trouble'
      ? 'the lab was in trouble'
      : (refusal?.because ?? 'nothing of it was played');
  const isByHand = grade?.criteria.some(({ override }) => override) === true;
  const whose = {
    trouble: 'The lab itself had a problem. This is not your fault, and no mark.',
    unsupported: 'The lab could not run what was handed in. This is no mark: a person decides.',
    fail: isByHand
      ? 'Nothing of your programs could be played. The points below were given by a person.'
      : 'Nothing of your programs could be played, so nothing could earn points.',
  }[outcome as string];
  const last = (told?.lastLines ?? []).map((line) => say(line, 300)).join('\n');
  const lines = last === '' ? '' : `<p>It printed:</p><pre>${last}</pre>`;
  return `<section class="refusal"><h2>It could not be played</h2>
<p>${whose ?? 'It could not be marked.'}</p>
<p>What happened: ${say(because)}</p>${lines}</section>`;
}

const words: Record<CriterionGrade['outcome'], { sign: string; word: string }> = {
  pass: { sign: '✓', word: 'held' },
  fail: { sign: '✗', word: 'did not hold' },
  unknown: { sign: '?', word: 'not decided' },
};

const byHand = { sign: '✎', word: 'a person decided' };

function renderCriteria({ grade }: Student['marked'], report: ClassReport, say: Say): string {
  if (!grade) return '';
  const items = grade.criteria.map((one) => renderCriterion(one, report, say));
  return `<section><h2>What was asked, and what happened</h2>
<ol class="criteria">${items.join('\n')}</ol></section>`;
}

function renderCriterion(one: CriterionGrade, { criteria }: ClassReport, say: Say): string {
  const { id, title, points, of, outcome, because, override, extra } = one;
  // A person may give a part of the points: that is neither.
  const { sign, word } = override ? byHand : words[outcome];
  const quote = criteria.find((each) => each.id === id)?.quote;
  const isOpen = outcome === 'unknown';
  const score = isOpen
    ? `open, of ${formatNumber(of)}`
    : `${formatNumber(points)} of ${formatNumber(of)}`;
  const scenarios = [...new Set(one.decidedBy.map(({ scenario }) => scenario))];
  const rows: [string, string][] = [
    ...(quote === undefined ? [] : ([['Asked', `“${say(quote)}”`]] as [string, string][])),
    [isOpen && !override ? 'Why it is open' : 'What happened', say(because)],
  ];
  if (override) {
    const before =
      override.lab.outcome === 'unknown' ? 'undecided' : formatNumber(override.lab.points);
    rows.push(['A person decided', `${say(override.reason)} (the lab's own mark: ${before})`]);
  }
  const [review] = describeReviews({ grade: { ...emptyGrade, criteria: [one] } });
  if (review !== undefined) {
    rows.push(['A person should look', say(review.replace(/^look at \d+: /, ''))]);
  }
  if (scenarios.length > 0) rows.push(['Seen in', say(joinFirst(scenarios, 4))]);
  const list = rows.map(([term, text]) => `<div><dt>${term}</dt><dd>${text}</dd></div>`).join('');
  return `<li class="${outcome}">
<h3><span aria-hidden="true">${sign}</span> ${id} ${say(title, 160)}
<span class="word">${word}${extra ? ', extra credit' : ''}</span></h3>
<p class="score">${score}</p><dl>${list}</dl></li>`;
}

const emptyGrade = { rubric: '', points: 0, of: 0, extra: 0 };

/** The commands that the lab found; what is no command, it keeps to itself. */
function renderRun({ how, flags }: Student['marked'], say: Say): string {
  const { reasons: _, learnt: __, unsupported: ___, type: ____, ...commands } = how;
  const rows = Object.entries(commands).flatMap(([key, value]) =>
    typeof value === 'string' || typeof value === 'number'
      ? [`<tr><th scope="row">${say(key)}</th><td><code>${say(`${value}`)}</code></td></tr>`]
      : [],
  );
  // What could change no mark was left out, and is no news for who gets the mark.
  // What single checks left open stands with the criteria, in their words.
  const told = flags.filter((flag) => !/^(?:not played|undecided): /.test(flag));
  const notes = told.map((flag) => `<li>${say(flag)}</li>`).join('');
  if (rows.length === 0 && notes === '') return '';
  return `<section><h2>How it was run</h2>
${rows.length === 0 ? '' : `<table>${rows.join('')}</table>`}
${notes === '' ? '' : `<ul>${notes}</ul>`}</section>`;
}

function renderAgain(
  { again, needed }: { again: string; needed: readonly string[] },
  { grade, how }: Student['marked'],
): string {
  // A letter or an empty archive has nothing to be played.
  if (grade === null && how.server === undefined) return '';
  const files = needed.map((file) => `<code>${showText(file)}</code>`).join(' and ');
  const more = files === '' ? '' : ` It takes ${files} of your course, too: ask your teacher.`;
  const page =
    grade === null
      ? ''
      : ' Then open <code>report.html</code> in a browser: it has a diagram of each play that is ' +
        'named above.';
  return `<section><h2>See it again</h2>
<p>In a folder with mininet-lab, with the folder that you handed in as YOUR-FOLDER:</p>
<pre>${showText(again)}</pre>
<p>It plays and marks your programs as it was done here.${page}${more} Timings
differ a little from play to play. If you think that a mark is wrong, tell your teacher the number
of the criterion and what
you see there.</p></section>`;
}

const style = `
:root {
  color-scheme: light dark; --paper: light-dark(#fdfcfa,#15171a);
  --ink: light-dark(#1b1f24,#e9e7e2); --soft: light-dark(#59616b,#a5acb5);
  --rule: light-dark(#dedbd4,#33383f); --pass: light-dark(#27693a,#80cf98);
  --fail: light-dark(#b3201a,#ff8f85); --open: light-dark(#855700,#efc05f);
}
* { box-sizing: border-box }
html {
  background: var(--paper); color: var(--ink);
  font: 16px/1.5 system-ui,-apple-system,"Segoe UI","DejaVu Sans",sans-serif;
}
body { margin: 0 }
main { max-width: 52rem; margin: 0 auto; padding: 2rem clamp(1rem,4vw,3rem) 3rem }
h1 { font-size: 1.5rem; margin: 0 0 .5rem }
h2 { font-size: 1.125rem; margin: 2.25rem 0 .75rem }
h3 { font-size: 1rem; margin: 0 }
p, ol, ul, dl { margin: 0 0 .5rem } ol { padding: 0; list-style: none }
.total { font-size: 1.375rem } .meta, dt, .word { color: var(--soft); font-size: .875rem }
.meta { font-size: .875rem } .word { font-weight: 400 }
.open { color: var(--open) }
.criteria li {
  display: grid; grid-template-columns: minmax(0,1fr) auto; gap: .15rem 1.5rem;
  border-top: 1px solid var(--rule); padding: .75rem 0; break-inside: avoid;
}
.criteria dl { grid-column: 1/-1; margin: .25rem 0 0 }
.criteria dl div { display: grid; grid-template-columns: 9rem minmax(0,1fr); gap: 0 1rem }
dd { margin: 0; overflow-wrap: anywhere }
.score { font-weight: 600; font-variant-numeric: tabular-nums; margin: 0; white-space: nowrap }
.pass h3>span:first-child { color: var(--pass) } .fail h3>span:first-child { color: var(--fail) }
.unknown h3>span:first-child, .unknown .score { color: var(--open) }
.fail .score { color: var(--fail) }
table { border-collapse: collapse } th { text-align: left; font-weight: 400; color: var(--soft) }
th { white-space: nowrap } table+ul { margin-top: .75rem }
th, td { padding: .15rem 1.5rem .15rem 0; vertical-align: top; overflow-wrap: anywhere }
code, pre {
  font-family: ui-monospace,Menlo,Consolas,"DejaVu Sans Mono",monospace; font-size: .875rem;
}
pre { white-space: pre-wrap; overflow-wrap: anywhere; margin: .5rem 0 }
@media (max-width:36rem) { .criteria dl div { grid-template-columns: minmax(0,1fr) } }
@media print {
  :root { color-scheme: light } html { font-size: 10pt; background: #fff }
  main { padding: 0; max-width: none }
}`
  .replace(/\s*\n\s*/g, ' ')
  .trim();
