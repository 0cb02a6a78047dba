/**
 * What the page can do beyond being read: select, walk by keyboard, search, copy, change its theme.
 * These functions run in the reader's browser. Each is put into the page as its own source text, so
 * it may use nothing from outside itself; they meet only through the document and its events.
 * They build text nodes, never markup: what programs wrote stays text.
 */
/// <reference lib="dom" />
/// <reference lib="dom.iterable" />

/** Selecting an entry: shows it in the panel, and marks all that belongs to it. */
function enhanceSelection(): void {
  const all = (root: ParentNode, query: string) => [...root.querySelectorAll<HTMLElement>(query)];
  let chosen: string | undefined;

  const fill = (panel: Element, row: HTMLElement) => {
    const heads = all(row.closest('table') ?? row, 'th').map((head) => head.textContent ?? '');
    const list = document.createElement('dl');
    for (const [index, cell] of [...row.children].entries()) {
      if (!cell.textContent) continue;
      const name = document.createElement('dt');
      name.textContent = heads[index] ?? '';
      const value = document.createElement('dd');
      value.append(...[...cell.childNodes].map((node) => node.cloneNode(true)));
      list.append(name, value);
    }
    const close = document.createElement('button');
    close.type = 'button';
    close.className = 'close';
    close.textContent = 'Close';
    panel.replaceChildren(list, close);
  };

  const clear = () => {
    for (const one of all(document, '.sel, .rel')) one.classList.remove('sel', 'rel');
    for (const panel of all(document, '.detail')) panel.replaceChildren();
    for (const panel of all(document, '.panel')) panel.classList.remove('open');
  };

  const show = (entry: string | undefined) => {
    clear();
    const row = entry === undefined ? null : document.getElementById(`e${entry}`);
    const scene = row?.closest('.scenario');
    if (!row || !scene) return;
    const keys = (row.dataset.g ?? '').split(' ').filter((key) => key !== '');
    for (const one of all(scene, '[data-g]')) {
      const own = (one.dataset.g ?? '').split(' ');
      if (keys.some((key) => own.includes(key))) one.classList.add('rel');
    }
    for (const one of all(scene, `[data-e="${entry}"]`)) one.classList.add('sel');
    row.classList.add('sel');
    const panel = scene.querySelector('.detail');
    if (panel) fill(panel, row);
    scene.querySelector('.panel')?.classList.add('open');
  };

  const find = (event: Event) =>
    (event.target as Element | null)?.closest<HTMLElement>('[data-e]')?.dataset.e;
  const byHash = () => {
    // `#at-d1-7` shows that part, too, and leaves the keyboard where it is: in a page around this.
    const isAt = location.hash.startsWith('#at-');
    const id = location.hash.slice(isAt ? 4 : 1);
    const [, entry] = /^[de](\d+-\d+)$/.exec(id) ?? [];
    const part = document.getElementById(id);
    const scene = part?.closest('details.scenario');
    if (scene) (scene as HTMLDetailsElement).open = true;
    if (id.startsWith('s')) part?.setAttribute('open', '');
    if (isAt && entry === undefined) part?.scrollIntoView();
    if (entry === undefined) return;
    chosen = entry;
    show(entry);
    // A page around this has little room: the diagram is what it is opened for.
    if (isAt) for (const panel of all(document, '.panel')) panel.classList.remove('open');
    const target = document.getElementById(`d${entry}`) ?? document.getElementById(`e${entry}`);
    target?.scrollIntoView({ block: 'center' });
  };

  document.addEventListener('click', (event) => {
    const entry = find(event);
    if ((event.target as Element).closest('.close')) {
      chosen = undefined;
      show(undefined);
    }
    if (entry === undefined) return;
    event.preventDefault();
    chosen = entry;
    show(entry);
  });
  document.addEventListener('pointerover', (event) => {
    const entry = find(event);
    if (entry !== undefined && chosen === undefined && event.pointerType === 'mouse') show(entry);
  });
  document.addEventListener('pointerout', (event) => {
    if (find(event) !== undefined && chosen === undefined) show(undefined);
  });
  document.addEventListener('focusin', (event) => {
    const entry = find(event);
    if (entry === undefined || !(event.target as Element).matches(':focus-visible')) return;
    chosen = undefined;
    show(entry);
  });
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    chosen = undefined;
    show(undefined);
  });
  window.addEventListener('hashchange', byHash);
  byHash();
}

/** Arrow keys, Home and End walk through a diagram, or through the printed lines. */
function enhanceKeys(): void {
  const steps: Record<string, number> = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };
  document.addEventListener('keydown', (event) => {
    const here = (event.target as Element | null)?.closest<HTMLElement>('.it, .ln');
    const around = here?.closest('svg, table');
    const isStep = event.key in steps || event.key === 'Home' || event.key === 'End';
    if (!here || !around || !isStep || event.ctrlKey || event.altKey || event.metaKey) return;
    const stops = [...around.querySelectorAll<HTMLElement>('.it, .ln')].filter(
      (stop) => stop.getClientRects().length > 0,
    );
    const at = stops.indexOf(here) + (steps[event.key] ?? 0);
    const next = event.key === 'Home' ? stops[0] : event.key === 'End' ? stops.at(-1) : stops[at];
    event.preventDefault();
    next?.focus();
  });
}

/** Finds words in all printed lines; Enter goes to the next one. */
function enhanceSearch(): void {
  const field = document.getElementById('search') as HTMLInputElement | null;
  const form = field?.form;
  const found = form?.querySelector('.found');
  if (!field || !form || !found) return;
  form.hidden = false;
  let hits: HTMLElement[] = [];
  let at = -1;
  const search = () => {
    const wanted = field.value.trim().toLowerCase();
    hits = [];
    at = -1;
    for (const line of document.querySelectorAll<HTMLElement>('.ln')) {
      const isHit = wanted !== '' && (line.textContent ?? '').toLowerCase().includes(wanted);
      line.classList.toggle('hit', isHit);
      if (isHit) hits.push(line);
    }
    const scenes = new Set(hits.map((hit) => hit.closest('details.scenario')));
    const count = `${hits.length} ${hits.length === 1 ? 'line' : 'lines'}`;
    const where = `${scenes.size} ${scenes.size === 1 ? 'scenario' : 'scenarios'}`;
    found.textContent = wanted === '' ? '' : hits.length === 0 ? 'none' : `${count} in ${where}`;
  };
  field.addEventListener('input', search);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (hits.length === 0) return;
    at = (at + 1) % hits.length;
    const hit = hits[at];
    hit?.closest('details.scenario')?.setAttribute('open', '');
    for (const one of hits) one.classList.toggle('now', one === hit);
    hit?.scrollIntoView({ block: 'center' });
    found.textContent = `${at + 1} of ${hits.length}`;
  });
}

/** Light, dark, or as the system has it. */
function enhanceTheme(): void {
  const button = document.getElementById('theme');
  if (!button) return;
  for (const one of document.querySelectorAll<HTMLElement>('.buttons')) one.hidden = false;
  const themes = ['auto', 'light', 'dark'];
  button.addEventListener('click', () => {
    const now = document.documentElement.dataset.theme ?? 'auto';
    const next = themes[(themes.indexOf(now) + 1) % themes.length] ?? 'auto';
    document.documentElement.dataset.theme = next;
    button.textContent = `Theme: ${next}`;
  });
}

/** Opening all scenarios at once; for printing they all are. */
function enhanceOpening(): void {
  const button = document.getElementById('open-all');
  const scenes = () => [...document.querySelectorAll<HTMLDetailsElement>('details.scenario')];
  button?.addEventListener('click', () => {
    const open = scenes().some((one) => !one.open);
    for (const one of scenes()) one.open = open;
    button.textContent = open ? 'Close all' : 'Open all';
  });
  let closed: HTMLDetailsElement[] = [];
  window.addEventListener('beforeprint', () => {
    closed = scenes().filter((one) => !one.open);
    for (const one of closed) one.open = true;
  });
  window.addEventListener('afterprint', () => {
    for (const one of closed) one.open = false;
  });
}

/** The button that copies the command. Pages from a file may be denied the clipboard. */
function enhanceCopy(): void {
  for (const button of document.querySelectorAll<HTMLButtonElement>('button[data-copy]')) {
    const source = document.getElementById(button.dataset.copy ?? '');
    const told = button.parentElement?.querySelector('.copied');
    if (!source || !told) continue;
    button.hidden = false;
    button.addEventListener('click', async () => {
      getSelection()?.selectAllChildren(source);
      const isDone = await navigator.clipboard?.writeText(source.textContent ?? '').then(
        () => true,
        () => document.execCommand('copy'),
      );
      told.textContent = isDone ? 'Copied' : 'Selected: press Ctrl-C';
    });
  }
}

const parts = [
  enhanceSelection,
  enhanceKeys,
  enhanceSearch,
  enhanceTheme,
  enhanceOpening,
  enhanceCopy,
];

/** The page's script. Loaders that keep the names of functions call `__name`, which is not here. */
export const script = `"use strict";const __name=(one)=>one;${parts
  .map((part) => `(${part.toString()})();`)
  .join('\n')}`;
