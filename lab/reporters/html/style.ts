/**
 * How the page looks: a calm page of text first. System fonts, one accent, and colour only where
 * something did not hold. Each colour is a pair for light and dark, with contrast AA (WCAG 2.2).
 */
import { diagramStyle } from './style-diagram.ts';

const page = `
:root {
  color-scheme: light dark; --paper: light-dark(#fdfcfa,#15171a);
  --raised: light-dark(#f4f2ee,#1e2125); --ink: light-dark(#1b1f24,#e9e7e2);
  --soft: light-dark(#59616b,#a5acb5); --rule: light-dark(#dedbd4,#33383f);
  --accent: light-dark(#1c5ba3,#86baf3); --pick: light-dark(#dceafb,#1c3657);
  --fail: light-dark(#b3201a,#ff8f85); --failback: light-dark(#fcebe9,#3a1a19);
  --open: light-dark(#855700,#efc05f); --openback: light-dark(#fcf2db,#362a10);
  --pass: light-dark(#27693a,#80cf98);
  --mono: ui-monospace,"SF Mono",Menlo,Consolas,"DejaVu Sans Mono",monospace;
}
:root[data-theme=light] { color-scheme: light }
:root[data-theme=dark] { color-scheme: dark }
* { box-sizing: border-box }
html {
  background: var(--paper); color: var(--ink);
  font: 16px/1.55 system-ui,-apple-system,"Segoe UI","DejaVu Sans",sans-serif;
  -webkit-text-size-adjust: 100%; scroll-padding-top: 5rem;
}
body { margin: 0 }
main, footer { max-width: 74rem; margin: 0 auto; padding: 0 clamp(1rem,4vw,3rem) }
main { padding-top: clamp(2rem,6vw,4.5rem) }
footer { padding-top: 3rem; padding-bottom: 4rem; color: var(--soft); font-size: .875rem }
footer p { max-width: 46rem }
h2 { font-size: 1.125rem; font-weight: 600; margin: clamp(2.5rem,6vw,4rem) 0 1rem }
h3, h4 { font-size: 1rem; font-weight: 600; margin: 0 }
h4 { margin: 2rem 0 .5rem }
p, ul, ol, dl { margin: 0 }
ul, ol { padding: 0; list-style: none }
a { color: var(--accent); text-decoration-thickness: 1px; text-underline-offset: .18em }
code, .ln, .diagram .bytes { font-family: var(--mono) }
bdi { overflow-wrap: anywhere }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 2px }
button, input[type=search] {
  font: inherit; font-size: .875rem; color: var(--ink); background: transparent;
  border: 1px solid var(--soft); border-radius: 4px; padding: .15rem .6rem; min-height: 1.9rem;
}
button { cursor: pointer }
button:hover { background: var(--raised) }
.skip {
  position: absolute; left: -99rem; background: var(--paper); padding: .25rem .5rem; z-index: 3;
}
.skip:focus { left: 1rem }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%) }
.meta, .order, .note, .label, .flag, .title { color: var(--soft); font-size: .875rem }
.flag { font-weight: 400 }
.flag::before { content: "· " }
.sign-pass { color: var(--pass) }
.sign-fail { color: var(--fail) }
.sign-unknown { color: var(--open) }
.sign-trouble { color: var(--fail) }
.sign-watched { color: var(--soft) }
[class^=sign-] { font-weight: 700 }
.top {
  display: grid; grid-template-columns: minmax(0,1fr) minmax(0,26rem); gap: 1.5rem 3rem;
  align-items: end;
}
.points {
  font-size: clamp(4rem,13vw,7.5rem); line-height: .95; letter-spacing: -.03em;
  font-variant-numeric: lining-nums tabular-nums;
}
.points b { font-weight: 600 }
.points .of { font-size: .4em; color: var(--soft); letter-spacing: 0 }
.slash { margin: 0 .12em }
.extra { font-size: 1rem; letter-spacing: 0 }
.outcome {
  font-weight: 400; font-size: 1.375rem; line-height: 1.3; margin: .75rem 0 .35rem;
  text-wrap: balance;
}
.trouble { color: var(--fail); margin: .5rem 0 }
.trouble span+span { color: var(--ink) }
.how .again {
  display: grid; grid-template-columns: minmax(0,1fr) auto; gap: .25rem .75rem;
  align-items: center;
}
.again .label, .copied { grid-column: 1/-1; font-size: .875rem; color: var(--soft) }
.again code {
  font-size: .8125rem; overflow-x: auto; white-space: pre; padding: .4rem 0;
  border-bottom: 1px solid var(--rule);
}
.criterion {
  display: grid; grid-template-columns: 1.75rem minmax(0,1fr) auto; gap: 0 .5rem; padding: .7rem 0;
  border-top: 1px solid var(--rule);
}
.criterion .mark { font-size: 1.05rem }
.criterion p { color: var(--soft); font-size: .9375rem; max-width: 50rem; overflow-wrap: anywhere }
.criterion.fail p, .criterion.unknown p, .criterion .by-hand { color: var(--ink) }
.number {
  color: var(--soft); font-weight: 400; margin-right: .25rem; font-variant-numeric: tabular-nums;
}
.score { font-variant-numeric: tabular-nums; color: var(--soft) }
.score b { color: var(--ink); font-weight: 600 }
.fail .score b { color: var(--fail) }
.unknown .score b { color: var(--open) }
.deciders {
  display: flex; flex-wrap: wrap; gap: .1rem 1.1rem; font-size: .875rem; margin-top: .15rem;
}
.deciders .check { color: var(--soft); font-size: .8125rem }
.decided summary { color: var(--soft); font-size: .8125rem; width: max-content; cursor: pointer }
.watching { max-width: 56rem }
.tries { margin: .75rem 0 1rem; border-bottom: 1px solid var(--rule) }
.tries li {
  display: grid; grid-template-columns: 9rem minmax(0,1fr); gap: 0 1rem;
  padding: .45rem 0; border-top: 1px solid var(--rule); overflow-wrap: anywhere;
}
.tries p { grid-column: 2 } .tries .taken { color: var(--ink) }
.learnt { list-style: disc; padding-left: 1.2rem } .learnt li { overflow-wrap: anywhere }
.index { columns: 24rem; column-gap: 3rem }
.index li { break-inside: avoid; padding: .12rem 0 }
.tools {
  position: sticky; top: 0; z-index: 2; display: flex; flex-wrap: wrap; gap: .5rem 2rem;
  align-items: center; background: var(--paper); border-bottom: 1px solid var(--rule);
  padding: .6rem 0; margin: 1.75rem 0 .5rem; font-size: .875rem;
}
.tools fieldset {
  border: 0; padding: 0; margin: 0; display: flex; flex-wrap: wrap; gap: .1rem 1rem;
}
.tools legend { float: left; color: var(--soft); margin-right: 1rem; padding: 0 }
.tools label { display: inline-flex; gap: .35rem; align-items: center }
input[type=checkbox] { accent-color: var(--accent); width: 1rem; height: 1rem; margin: 0 }
.search { display: flex; flex-wrap: wrap; gap: .25rem .5rem; align-items: center }
.search[hidden], .buttons[hidden] { display: none }
.search label, .found { color: var(--soft) }
.search input { width: 11rem }
.buttons { margin-left: auto; display: flex; gap: .5rem }
.scenario { border-bottom: 1px solid var(--rule) }
.scenario>summary {
  display: flex; flex-wrap: wrap; gap: 0 1rem; align-items: baseline; padding: .85rem 0;
  cursor: pointer; list-style: none;
}
.scenario>summary::-webkit-details-marker { display: none }
.scenario>summary::before {
  content: ""; width: .42em; height: .42em; border: solid var(--soft);
  border-width: 0 1.5px 1.5px 0; transform: rotate(-45deg); align-self: center;
}
.scenario[open]>summary::before { transform: rotate(45deg) }
.scenario[open] { padding-bottom: 3.5rem }
.scenario[open]>summary h3 { font-size: 1.375rem }
.title { font-size: 1rem; margin-bottom: 1rem }
.verdicts { display: grid; gap: .4rem; margin: 0 0 1rem; max-width: 56rem }
.verdicts li { display: grid; grid-template-columns: 1.5rem minmax(0,1fr); overflow-wrap: anywhere }
.verdicts .fail a { color: var(--fail); font-weight: 600 }
.verdicts .unknown a { color: var(--open); font-weight: 600 }
.verdicts .informs { color: var(--soft); font-size: .875rem }
.verdicts .informs [class^=sign] { color: var(--soft) }
.verdicts .informs a { color: inherit }
.held { display: flex; gap: 0 1rem; font-size: .8125rem }
.held ul { display: flex; flex-wrap: wrap; gap: 0 .9rem }
.held a { color: var(--soft); text-decoration-color: var(--rule) }
.held .label { white-space: nowrap; font-size: inherit; color: var(--pass) }
.stage {
  display: grid; grid-template-columns: minmax(0,1fr) 15rem; gap: 1.5rem 2rem; align-items: start;
  margin-top: 1.25rem;
}
.wide { overflow-x: auto }
.drawing { position: relative }
.panel {
  position: sticky; top: 5rem; font-size: .875rem; max-height: calc(100vh - 6rem); overflow: auto;
}
.detail:empty::before {
  content: "Point at an arrow or a mark, or walk through them with Tab and the arrow keys,"
    " to see who witnessed it. Enter keeps it, Esc lets go.";
  color: var(--soft);
}
.panel dl, .facts { display: grid; gap: .1rem 1rem }
.panel dt, .facts dt { color: var(--soft); font-size: .8125rem }
.panel dd, .facts dd {
  margin: 0 0 .45rem; overflow-wrap: anywhere; font-variant-numeric: tabular-nums;
}
.panel bdi { font-family: var(--mono); font-size: .8125rem }
.panel b { color: var(--fail); font-weight: 600 }
table { border-collapse: collapse; font-size: .875rem; text-align: left }
th { font-weight: 600 }
td, th { padding: .22rem 1.25rem .22rem 0; vertical-align: top }
thead th {
  color: var(--soft); font-weight: 400; font-size: .8125rem; border-bottom: 1px solid var(--rule);
  white-space: nowrap;
}
tbody th { font-weight: 400 }
.printed { width: 100%; table-layout: fixed }
.printed th:first-child {
  width: 5.2rem; text-align: right; color: var(--soft); font-variant-numeric: tabular-nums;
}
.printed.list td:nth-child(2), .printed.list thead th:nth-child(2) { width: 5rem }
.printed td { padding-top: .1rem; padding-bottom: .1rem }
.ln {
  display: block; color: var(--ink); text-decoration: none; font-size: .8125rem; line-height: 1.5;
  padding: .05rem .4rem; margin-left: -.4rem; border-left: 3px solid transparent; overflow: clip;
}
.ln:hover { background: var(--raised) }
.ln.rel { background: var(--pick); border-left-color: var(--accent) }
.ln.sel { font-weight: 700 }
.ln.hit { background: var(--openback); text-decoration: underline 2px var(--open) }
.ln.now { outline: 2px solid var(--open) }
.none { color: var(--soft); font-style: italic }
.entries { margin-top: 1.75rem }
.entries summary {
  color: var(--accent); cursor: pointer; font-size: .9375rem; width: max-content; max-width: 100%;
}
.entries table { min-width: 54rem; margin-top: .5rem; font-size: .8125rem }
.entries td:nth-child(2) { text-align: right; font-variant-numeric: tabular-nums }
.entries td:nth-child(6) { max-width: 22rem; font-family: var(--mono) }
.entries td:nth-child(7) { max-width: 24rem; overflow-wrap: anywhere }
.entries tr.rel td { background: var(--pick) }
.entries tr.sel td, .entries tr:target td { background: var(--pick); font-weight: 600 }
.pair { display: grid; grid-template-columns: minmax(0,1fr) minmax(0,1fr); gap: 0 3rem }
.timings td { font-variant-numeric: tabular-nums; text-align: right; white-space: nowrap }
.timings thead th+th { text-align: right }
.timings th { max-width: 14rem }
.facts { grid-template-columns: auto minmax(0,1fr); font-size: .875rem }
.facts dd { margin: 0 }
.panel .close { display: none }
:root:has(#show-wire:not(:checked)) .w-wire,
:root:has(#show-kernel:not(:checked)) .w-kernel,
:root:has(#show-program:not(:checked)) .w-program,
:root:has(#show-printed:not(:checked)) .w-printed {
  display: none;
}
.stage.many { grid-template-columns: minmax(0,1fr) }
.many .panel {
  position: fixed; inset: auto 0 0 0; top: auto; z-index: 3; background: var(--raised);
  border-top: 2px solid var(--accent); padding: .75rem 1rem; max-height: 46vh; display: none;
}
.many .panel.open { display: block }
.many .panel .close {
  display: inline-block; position: absolute; top: .6rem; right: 1rem; background: var(--raised);
}
.many .panel dl { grid-template-columns: auto minmax(0,1fr) }
.many .panel dd { margin: 0 }
@media (max-width:78rem) {
  .stage { grid-template-columns: minmax(0,1fr) }
  .panel {
    position: fixed; inset: auto 0 0 0; top: auto; z-index: 3; background: var(--raised);
    border-top: 2px solid var(--accent); padding: .75rem 1rem; max-height: 46vh; display: none;
  }
  .panel.open { display: block }
  .panel .close {
    display: inline-block; position: absolute; top: .6rem; right: 1rem; background: var(--raised);
  }
  .panel dl { grid-template-columns: auto minmax(0,1fr) }
  .panel dd { margin: 0 }
}
@media (max-width:46rem) {
  html { font-size: 15px; scroll-padding-top: 1rem }
  .top, .pair { grid-template-columns: minmax(0,1fr) }
  .tools { position: static }
  .buttons { margin-left: 0 }
  .printed, .printed tbody, .printed tr, .printed td, .printed th { display: block; width: auto }
  .printed thead { display: none }
  .printed tbody th:first-child {
    text-align: left; width: auto; padding: .5rem 0 0; font-size: .75rem;
  }
  .printed td:empty { display: none }
  .printed td::before { content: attr(data-role); color: var(--soft); font-size: .75rem }
  .facts { grid-template-columns: minmax(0,1fr) }
  .facts dd { margin-bottom: .4rem }
  .criterion { grid-template-columns: 1.5rem minmax(0,1fr) auto }
  .tries li { grid-template-columns: minmax(0,1fr) } .tries p { grid-column: 1 }
}
@media print {
  :root { color-scheme: light!important }
  html { font-size: 10pt; background: #fff }
  .tools, .panel, .skip, button, .how .copied, .drawing .skip { display: none!important }
  main { padding: 0; max-width: none }
  .stage { display: block }
  .drawing, .wide { overflow: visible }
  .diagram { max-width: 100%; height: auto }
  .scenario { break-before: page; border: 0 }
  .scenario.pass { break-before: auto }
  .criterion, .verdicts li, tr { break-inside: avoid }
  details::details-content {
    content-visibility: visible!important; display: block!important; block-size: auto!important;
  }
  .entries, .decided { display: none }
  a { color: inherit }
  .points { font-size: 48pt }
}
`;

/** Without the spaces that only we need. */
export const style = (page + diagramStyle).replace(/\s*\n\s*/g, ' ').trim();
