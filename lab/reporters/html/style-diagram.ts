/** How the diagram looks: what breaks an invariant is thick, red and has a sign, the rest calm. */
export const diagramStyle = `
.diagram {
  display: block; font: 12.5px system-ui,-apple-system,"Segoe UI","DejaVu Sans",sans-serif;
  fill: var(--ink);
}
.diagram text {
  unicode-bidi: isolate; paint-order: stroke; stroke: var(--paper); stroke-width: 4px;
  stroke-linejoin: round;
}
.diagram .placetext, .diagram .signtext, .diagram .callout text { stroke: none }
.diagram .bytes { font-size: 12px }
.diagram .role { font-size: 15px; font-weight: 600; text-anchor: middle }
.diagram .host { fill: var(--soft); font-size: 11.5px; text-anchor: middle }
.diagram .lane { stroke: var(--rule); stroke-width: 1.5 }
.diagram .tick {
  text-anchor: end; fill: var(--soft); font-size: 11.5px; font-variant-numeric: tabular-nums;
}
.diagram .tickline { stroke: var(--rule) }
.diagram .cut { fill: none; stroke: var(--rule); stroke-width: 1.25 }
.diagram .cutback { fill: none; stroke: var(--paper); stroke-width: 9 }
.diagram .cutlength { font-style: italic }
.it { text-decoration: none; cursor: pointer }
.it .hit { fill: none; stroke: transparent; stroke-width: 18 }
.it .line { fill: none; stroke: var(--accent); stroke-width: 1.75 }
.it .head { fill: var(--accent) }
.it .bytes { fill: var(--ink) }
.it .quiet { fill: var(--soft); font-size: 12px }
.it.answer .line { stroke: var(--ink) }
.it.answer .head { fill: var(--ink) }
.it.connect .line, .it.refused .line { stroke: var(--soft); stroke-width: 1; stroke-dasharray: 2 3 }
.it.connect .head, .it.refused .head { fill: var(--soft) }
.it.datagram .line { stroke-dasharray: 7 4 }
.it .dot { fill: var(--paper); stroke: var(--soft); stroke-width: 1.5 }
.it .dot.full { fill: var(--ink); stroke: var(--ink) }
.it .stroke { fill: none; stroke: var(--soft); stroke-width: 1.75 }
.it.received .quiet, .it.verdict .quiet, .it.accepted .quiet { fill: var(--ink) }
.it .bar { fill: var(--open); opacity: .75 }
.it .place { fill: var(--accent) }
.it .placetext { fill: var(--paper); text-anchor: middle; font-weight: 700; font-size: 12px }
.it .noticeline { stroke: var(--open); stroke-dasharray: 4 4; fill: none }
.it .noticetext { fill: var(--open); font-size: 12px }
.it.folded .noticetext { fill: var(--soft) }
.it.folded .noticeline { stroke: var(--rule) }
.icon.fail circle { fill: var(--fail) }
.icon.unknown circle { fill: var(--open) }
.icon .sign { stroke: var(--paper); stroke-width: 2.2; fill: none }
.icon .signtext { fill: var(--paper); font-weight: 700; font-size: 13px; text-anchor: middle }
.it.strong.fail .line { stroke: var(--fail); stroke-width: 3; stroke-dasharray: none }
.it.strong.fail .head { fill: var(--fail) }
.it.strong.fail text { fill: var(--fail); font-weight: 700 }
.it.strong.unknown .line { stroke: var(--open); stroke-width: 3; stroke-dasharray: none }
.it.strong.unknown .head { fill: var(--open) }
.it.strong.unknown text { fill: var(--open); font-weight: 700 }
.it.strong .icon text { fill: var(--paper)!important }
.it.strong .placetext { fill: var(--paper)!important }
.it.fail:not(.strong) .line,.it.unknown:not(.strong) .line { stroke-width: 2.75 }
.it.fail:not(.strong) text,.it.unknown:not(.strong) text { font-weight: 600 }
.callout .back { stroke: none }
.callout.fail .back { fill: var(--failback) }
.callout.unknown .back { fill: var(--openback) }
.callout text { font-size: 13px; font-weight: 600; fill: var(--ink) }
.callout .icon text { fill: var(--paper) }
.it:hover .line, .it.rel .line { stroke-width: 3 }
.it.rel .line { stroke-dasharray: none }
.it.rel text { font-weight: 700 }
.it.rel .dot { stroke: var(--accent); stroke-width: 3 }
.it.sel .hit { stroke: var(--pick) }
.it.sel .dot { fill: var(--accent); stroke: var(--accent) }
.it.sel .bar, .it.rel .bar { opacity: 1 }
.it:focus-visible { outline: 2px solid var(--accent); outline-offset: 3px }
.it:focus:not(:focus-visible) { outline: none }
`;
