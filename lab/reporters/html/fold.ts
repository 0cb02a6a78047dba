/** Keeps a diagram readable: of many items that are alike, some are drawn, and the rest counted. */
import type { DiagramItem, Notice } from './parts.ts';

/** Of more than this many alike the first half and the last few are drawn. */
const mostAlike: Record<string, number> = { refused: 3, printed: 16, fault: 8 };
const mostOthers = 24;

/** Items in time, without those left out; one notice stands for each sort of them. */
export function foldItems(items: readonly DiagramItem[]): { items: DiagramItem[]; folded: number } {
  const groups = new Map<string, DiagramItem[]>();
  for (const item of items) {
    const key = getKey(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  const left = new Set<DiagramItem>();
  const notices = new Map<DiagramItem, Notice>();
  for (const [key, group] of groups) {
    const most = mostAlike[key.split(' ')[0] ?? ''] ?? mostOthers;
    const out = group.slice(most - 1, -1).filter(({ blame }) => !blame);
    const [first] = out;
    if (group.length <= most || !first) continue;
    for (const item of out) left.add(item);
    notices.set(first, makeNotice(first, out.length));
  }
  const kept = items.flatMap((item) => {
    const notice = notices.get(item);
    if (notice) return [notice];
    return left.has(item) ? [] : [item];
  });
  return { items: kept, folded: left.size };
}

function getKey(item: DiagramItem): string {
  if (item.kind === 'arrow') return `${item.look} ${item.from} ${item.to}`;
  if (item.kind === 'mark') return `${item.look} ${item.lane} ${item.side ?? ''}`;
  return 'notice';
}

function makeNotice(item: DiagramItem, count: number): Notice {
  const what = item.kind === 'arrow' ? `${item.from} to ${item.to}` : 'marks';
  const sort = item.kind === 'notice' ? 'notices' : `${item.look}, ${what}`;
  const atNs = item.kind === 'arrow' ? item.arriveNs : item.atNs;
  const { entry, witness } = item;
  return {
    kind: 'notice',
    look: 'folded',
    entry,
    witness,
    atNs,
    label: `${count} more alike left out (${sort})`,
  };
}
