/**
 * How a class's page looks: the matrix fills the window, its heads and names stay where they are,
 * and a diagram opens beside it. Where the window is small, as with large text, all flows as on any
 * other page. An outcome has its sign everywhere; colour only comes on top of it.
 */
const page = `
.class-top { padding: .9rem 1.25rem 0 } .class-top .outcome { margin: 0; font-size: 1.25rem }
.class-top .left { color: var(--soft); font-size: .875rem; display: flex; gap: .6rem;
  align-items: center }
.class-top progress { accent-color: var(--accent); width: 12rem; height: .6rem }
.class-top #top { display: flex; flex-wrap: wrap; gap: .1rem 1.5rem; align-items: baseline }
.tools { padding: .5rem 1.25rem; margin: 0; gap: .4rem 1rem; z-index: 4 }
.find { color: var(--soft) } .find input { width: 10rem; margin-left: .25rem }
.chips { display: flex; flex-wrap: wrap; gap: .3rem }
.chip { border-radius: 1rem; padding: .1rem .7rem; border-color: var(--rule); color: var(--ink) }
.chip[aria-pressed=true] { background: var(--pick); border-color: var(--accent) }
.chip[hidden], .side[hidden], #mark[hidden] { display: none }
.chip .count { color: var(--soft); font-variant-numeric: tabular-nums }
.chip[aria-pressed=true] .count { color: var(--ink) }
.buttons { align-items: center; flex-wrap: wrap }
kbd { font-family: var(--mono); font-size: .8125rem }
.state { color: var(--soft) } .state.lost { color: var(--fail); font-weight: 600 }
.menu { position: relative }
.menu summary {
  cursor: pointer; border: 1px solid var(--soft); border-radius: 4px; padding: .15rem .6rem;
  list-style: none;
}
.menu summary::-webkit-details-marker { display: none } .menu summary::after { content: " ▾" }
.menu ul {
  position: absolute; right: 0; z-index: 5; margin-top: .25rem; padding: .5rem 1rem;
  background: var(--raised); border: 1px solid var(--rule); border-radius: 4px; width: max-content;
  max-width: 80vw;
}
.menu li { padding: .2rem 0 }
main.board { max-width: none; margin: 0; padding: 0 .5rem 2rem 1.25rem; overflow: auto;
  min-width: 0 }
.loading .matrix tbody tr:nth-child(n+41), .loading .below { display: none }
.matrix { border-collapse: separate; border-spacing: 0 }
.matrix td, .matrix th {
  white-space: nowrap; padding: .1rem .45rem; vertical-align: middle;
  border-bottom: 1px solid var(--rule);
}
.matrix thead th {
  position: sticky; top: 0; z-index: 2; background: var(--paper);
  padding: .45rem; border-bottom: 1px solid var(--soft);
}
.matrix tbody th {
  position: sticky; left: 0; z-index: 1; background: var(--paper); font-weight: 500;
  padding-left: 0;
}
.matrix thead th:first-child { left: 0; z-index: 3; padding-left: 0 }
.matrix tbody th a { text-decoration-color: transparent; color: var(--ink);
  display: inline-block; padding: .2rem 0 }
.matrix tbody th a:hover { text-decoration-color: currentcolor }
.matrix tbody th bdi {
  display: inline-block; max-width: 16rem; vertical-align: top; overflow: hidden;
  text-overflow: ellipsis;
}
.matrix tbody tr:hover > * { background: var(--raised) }
.matrix tbody tr.open > * { background: var(--pick) }
.matrix td.cell { text-align: center; padding: 1px }
.matrix td.number, .matrix th.number { text-align: right }
.matrix thead th.criterion-head { text-align: center }
.matrix td.number, .matrix td.cell { font-variant-numeric: tabular-nums }
.matrix .cell a {
  display: block; min-width: 1.9rem; min-height: 1.75rem; line-height: 1.75rem;
  text-decoration: none; border-radius: 3px;
}
.matrix .cell.fail a { background: var(--failback) }
.matrix .cell.unknown a { background: var(--openback) }
.matrix .cell a:hover { outline: 1px solid var(--soft) }
.matrix td.why { white-space: normal; min-width: 16rem; color: var(--soft) }
.below { max-width: 74rem; padding-top: 1.5rem }
.below h2 { margin: 2rem 0 .5rem } .below .note { max-width: 46rem }
.key { columns: 22rem; column-gap: 3rem; font-size: .875rem; margin-top: 1.25rem }
.notes { margin: .9rem 0; break-inside: avoid } .notes li { overflow-wrap: anywhere }
.notes li, .notes pre { font-size: .875rem } .notes pre { overflow-x: auto; margin: .3rem 0 }
.side { border-left: 1px solid var(--rule); background: var(--paper); min-width: 0 }
.side-top {
  display: flex; flex-wrap: wrap; gap: .25rem 1rem; align-items: center; padding: .5rem 1rem;
  border-bottom: 1px solid var(--rule);
}
.side-top h2 { margin: 0; font-size: 1.0625rem; overflow-wrap: anywhere; min-width: 0 }
.side-buttons { margin-left: auto; display: flex; gap: .5rem; align-items: center;
  font-size: .875rem }
.side-why { padding: .5rem 1rem; font-size: .875rem; overflow: auto; max-height: 30vh }
.side-why .told { font-weight: 600 } .side-why li { overflow-wrap: anywhere; margin: .15rem 0 }
.side-why details { margin-top: .4rem }
.side-why summary { cursor: pointer; color: var(--accent); width: max-content }
.side-why pre { overflow-x: auto; font-size: .8125rem; margin: .3rem 0 }
.side-why pre:empty { display: none }
.mark { padding: .5rem 1rem .6rem; background: var(--raised); font-size: .875rem; display: flex;
  flex-wrap: wrap; gap: .4rem .9rem; align-items: center }
.mark h3 { font-size: .875rem }
.mark .reason { flex: 1 0 100%; display: flex; gap: .5rem; align-items: start }
.mark textarea { flex: 1; min-width: 0; resize: vertical }
.mark select { max-width: 15rem } .mark input { width: 5rem }
.mark select, .mark textarea, .mark input {
  font: inherit; color: var(--ink); background: var(--paper); border: 1px solid var(--soft);
  border-radius: 4px; padding: .15rem .4rem; min-height: 1.9rem;
}
.mark-buttons { display: flex; flex-wrap: wrap; gap: .5rem; align-items: center; flex: 1 0 100% }
.mark button[type=submit] { border-color: var(--accent); color: var(--accent) }
#mark-told:empty { display: none } #mark-told.wrong { color: var(--fail) }
#diagram { border: 0; border-top: 1px solid var(--rule); width: 100%; min-height: 20rem;
  background: var(--paper) }
dialog {
  color: var(--ink); background: var(--paper); border: 1px solid var(--soft); border-radius: 6px;
  max-width: 32rem; padding: 1.25rem 1.5rem;
}
dialog::backdrop { background: #0008 } dialog h2 { margin: 0 0 .75rem }
.keys { display: grid; grid-template-columns: max-content 1fr; gap: .3rem 1.25rem;
  margin-bottom: 1rem; font-size: .875rem }
.keys dd { margin: 0 } dialog form { margin-top: 1rem }
@media screen and (min-width: 60rem) and (min-height: 30rem) {
  body { display: grid; grid-template-rows: auto auto minmax(0,1fr); height: 100vh; height: 100dvh }
  .split { display: grid; grid-template-columns: minmax(0,1fr); min-height: 0 }
  .split:has(.side:not([hidden])) { grid-template-columns: minmax(0,1fr) minmax(26rem,46%) }
  .split:has(.side:not([hidden])) .number { padding-inline: .2rem }
  .side { display: flex; flex-direction: column; min-height: 0 }
  #diagram { flex: 1 1 auto; min-height: 0 } .side-top, .mark { flex: none }
}
@media screen and (max-width: 59.99rem), screen and (max-height: 29.99rem) {
  main.board { max-height: 92vh } .tools { position: static } .buttons { margin-left: 0 }
  .side:not([hidden]) { position: fixed; inset: 0; z-index: 6; overflow: auto }
  #diagram { height: 80vh } .side-why { max-height: none }
  .menu ul { right: auto; left: 0 }
}
@media print {
  .tools, .side, dialog { display: none!important } main.board { overflow: visible; padding: 0 }
  .matrix thead th, .matrix tbody th { position: static }
}
`;

/** Without the spaces that only we need. */
export const classStyle = page.replace(/\s*\n\s*/g, ' ').trim();
