/**
 * What the matrix of a class can do in a reader's browser: filter, find, and be walked by keyboard.
 * The functions are put into the page as their own source texts, so they use nothing from outside
 * themselves; they meet in the object that all of them get (class-script.ts).
 */
/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import type { ClassData, RowData } from './class-data.ts';

/** A row, as it is known and as it is seen. */
export interface Row {
  data: RowData;
  element: HTMLTableRowElement;
}

/** What the parts of the page's script share. */
export interface ClassApp {
  data: ClassData;
  rows: Map<string, Row>;
  /** What is shown at the side: a submission, and one of its criteria. */
  open: { slug: string; criterion: number | undefined } | undefined;
  find(id: string): HTMLElement;
  /** Rows that the filter lets through, in their order. */
  listShown(): Row[];
  /** Has a row shown as it is now, where it was. */
  putRow(html: string, data: RowData): void;
  filter(): void;
  /** Moves to a cell: that of a criterion, or the name where there is none. */
  focus(slug: string, criterion: number | undefined): void;
  show(slug: string, criterion: number | undefined): void;
  hide(): void;
  /** Where the keyboard is. */
  getPlace(): { slug: string; criterion: number | undefined } | undefined;
  /** Keeps in the address what is filtered and open, so that a reload has it. */
  keepPlace(): void;
  /** Absent on a page that is read only. */
  edit?(): void;
  /** Told when another mark is shown, or the one that is shown has changed. */
  onShown?(): void;
}

/** The rows, the filter, and which link of the matrix Tab leads to: one, not thousands. */
export function setUpMatrix(app: ClassApp): void {
  let kind = 'all';
  const field = app.find('find') as HTMLInputElement;
  const chips = [...document.querySelectorAll<HTMLElement>('.chip')];
  const texts = new Map<string, string>();
  const index = (data: RowData) =>
    texts.set(data.slug, [data.name, ...data.notes].join('\n').toLowerCase());
  let stop: HTMLElement | undefined;
  const setStop = (link: HTMLElement | null | undefined) => {
    if (!link) return;
    stop?.setAttribute('tabindex', '-1');
    stop = link;
    stop.removeAttribute('tabindex');
  };
  const prepare = (element: HTMLElement) => {
    for (const link of element.querySelectorAll('a')) link.setAttribute('tabindex', '-1');
  };
  const isShown = ({ data }: Row, words: string) =>
    (kind === 'all' || data.kinds.includes(kind as RowData['kinds'][number])) &&
    (words === '' || (texts.get(data.slug) ?? '').includes(words));
  const count = () => {
    const counts = new Map<string, number>();
    for (const { data } of app.rows.values()) {
      for (const one of data.kinds) counts.set(one, (counts.get(one) ?? 0) + 1);
    }
    for (const chip of chips) {
      const own = chip.dataset.kind ?? '';
      const number = own === 'all' ? app.rows.size : (counts.get(own) ?? 0);
      const told = chip.querySelector('.count');
      if (told && told.textContent !== `${number}`) told.textContent = `${number}`;
      chip.hidden = number === 0 && own !== 'all' && own !== kind;
    }
  };

  app.listShown = () => [...app.rows.values()].filter(({ element }) => !element.hidden);
  app.filter = () => {
    const words = field.value.trim().toLowerCase();
    let shown = 0;
    for (const row of app.rows.values()) {
      const isIn = isShown(row, words);
      if (isIn) shown += 1;
      if (row.element.hidden === isIn) row.element.hidden = !isIn;
    }
    app.find('nothing').hidden = shown > 0;
    const told = shown === app.rows.size ? '' : `${shown} of ${app.rows.size} shown`;
    const note = app.find('shown');
    if (note.textContent !== told) note.textContent = told;
    count();
    if (stop?.closest('tr')?.hidden) setStop(app.listShown()[0]?.element.querySelector('a'));
  };
  app.putRow = (html, data) => {
    const row = app.rows.get(data.slug);
    if (!row) return;
    const place = row.element.contains(document.activeElement) ? app.getPlace() : undefined;
    const wasStop = stop !== undefined && row.element.contains(stop) ? stop.dataset.c : undefined;
    const hadStop = stop !== undefined && row.element.contains(stop);
    const body = document.createElement('tbody');
    // Markup of the lab's own, as the rest of the page: foreign texts in it are escaped.
    body.innerHTML = html;
    const element = body.rows[0];
    if (!element) return;
    prepare(element);
    element.classList.toggle('open', app.open?.slug === data.slug);
    element.hidden = row.element.hidden;
    row.element.replaceWith(element);
    app.rows.set(data.slug, { data, element });
    index(data);
    if (place) app.focus(place.slug, place.criterion);
    else if (hadStop) {
      const same = element.querySelector<HTMLElement>(`a[data-c="${wasStop}"]`);
      setStop(same ?? element.querySelector('a'));
    }
  };
  app.focus = (slug, criterion) => {
    const element = app.rows.get(slug)?.element;
    const link =
      element?.querySelector<HTMLElement>(`a[data-c="${criterion}"]`) ??
      element?.querySelector<HTMLElement>('a');
    setStop(link);
    link?.focus({ preventScroll: true });
    // Not below the names, which stay where they are.
    link?.closest('td, th')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  };
  app.getPlace = () => {
    const link = document.activeElement?.closest<HTMLElement>('.matrix tbody a') ?? stop;
    const slug = link?.closest('tr')?.id.replace(/^row-/, '');
    const criterion = link?.dataset.c === undefined ? undefined : Number(link.dataset.c);
    return slug === undefined ? undefined : { slug, criterion };
  };
  app.keepPlace = () => {
    const kept = new URLSearchParams();
    if (kind !== 'all') kept.set('show', kind);
    if (field.value !== '') kept.set('find', field.value);
    if (app.open) kept.set('open', app.open.slug);
    if (app.open?.criterion !== undefined) kept.set('criterion', `${app.open.criterion}`);
    const text = kept.toString();
    if (text !== location.hash.slice(1))
      history.replaceState(null, '', text === '' ? '#' : `#${text}`);
  };

  const elements = [...app.find('rows').children] as HTMLTableRowElement[];
  for (const [at, data] of app.data.rows.entries()) {
    const element = elements[at];
    if (!element) continue;
    app.rows.set(data.slug, { data, element });
    index(data);
  }
  prepare(app.find('rows'));
  setStop(app.find('rows').querySelector('a'));
  const choose = (next: string) => {
    kind = next;
    for (const chip of chips) chip.setAttribute('aria-pressed', `${chip.dataset.kind === kind}`);
    app.filter();
    app.keepPlace();
  };
  for (const chip of chips) chip.addEventListener('click', () => choose(chip.dataset.kind ?? ''));
  field.addEventListener('input', () => {
    app.filter();
    app.keepPlace();
  });
  const kept = new URLSearchParams(location.hash.slice(1));
  field.value = kept.get('find') ?? '';
  const open = kept.get('open');
  const criterion = kept.get('criterion');
  choose(kept.get('show') ?? 'all');
  app.find('rows').addEventListener('focusin', (event) => setStop(event.target as HTMLElement));
  app.find('rows').addEventListener('click', (event) => {
    const link = (event.target as Element).closest<HTMLElement>('a');
    const isPlain = !event.ctrlKey && !event.metaKey && !event.shiftKey && event.button === 0;
    const slug = link?.closest('tr')?.id.replace(/^row-/, '');
    if (!link || !isPlain || slug === undefined) return;
    event.preventDefault();
    app.show(slug, link.dataset.c === undefined ? undefined : Number(link.dataset.c));
  });
  app.find('rows').addEventListener('pointerover', (event) => {
    const link = (event.target as Element).closest<HTMLElement>('a[data-c]');
    const row = app.rows.get(link?.closest('tr')?.id.replace(/^row-/, '') ?? '');
    const mark = row?.data.marks.find(({ id }) => `${id}` === link?.dataset.c);
    if (link && mark) link.title = mark.why.join('\n');
  });
  if (open !== null) {
    app.show(open, criterion === null ? undefined : Number(criterion));
    app.focus(open, criterion === null ? undefined : Number(criterion));
  }
}

/** Every key that the page knows; the list of them is a dialog of its own. */
export function setUpKeys(app: ClassApp): void {
  const help = app.find('help') as HTMLDialogElement;
  const field = app.find('find') as HTMLInputElement;
  const isOn = app.find('keys-on') as HTMLInputElement;
  const name = 'mininet-lab-keys';
  // A browser may deny a page from a disk its store.
  const tryStore = (act: () => void) => {
    try {
      act();
    } catch {}
  };
  tryStore(() => {
    isOn.checked = localStorage.getItem(name) !== 'off';
  });
  isOn.addEventListener('change', () =>
    tryStore(() => localStorage.setItem(name, isOn.checked ? 'on' : 'off')),
  );
  app.find('keys').addEventListener('click', () => help.showModal());

  const step = (by: number) => {
    const place = app.getPlace();
    const shown = app.listShown();
    const at = shown.findIndex(({ data }) => data.slug === place?.slug);
    const next = shown[at === -1 ? 0 : Math.min(shown.length - 1, Math.max(0, at + by))];
    if (!next) return;
    app.focus(next.data.slug, place?.criterion);
    if (app.open) app.show(next.data.slug, place?.criterion);
  };
  const turn = (by: number) => {
    const place = app.getPlace();
    const row = place && app.rows.get(place.slug);
    const links = [...(row?.element.querySelectorAll<HTMLElement>('a') ?? [])];
    const at = links.findIndex(
      (link) =>
        link.dataset.c === (place?.criterion === undefined ? undefined : `${place.criterion}`),
    );
    const link = links[Math.min(links.length - 1, Math.max(0, at + by))];
    if (!place || !link) return;
    const criterion = link.dataset.c === undefined ? undefined : Number(link.dataset.c);
    app.focus(place.slug, criterion);
    if (app.open) app.show(place.slug, criterion);
  };
  app.find('side-back').addEventListener('click', () => step(-1));
  app.find('side-on').addEventListener('click', () => step(1));

  const letters: Record<string, () => void> = {
    ...{ j: () => step(1), k: () => step(-1), h: () => turn(-1), l: () => turn(1) },
    '/': () => field.select(),
    '?': () => help.showModal(),
    o: () => app.edit?.(),
  };
  const arrows: Record<string, () => void> = {
    ...{ ArrowDown: () => step(1), ArrowUp: () => step(-1) },
    ...{ ArrowRight: () => turn(1), ArrowLeft: () => turn(-1) },
  };
  const leave = () => {
    if (field === document.activeElement && field.value !== '') {
      field.value = '';
      app.filter();
      app.keepPlace();
      return;
    }
    const menu = app.data.live ? app.find('forms') : undefined;
    if (menu?.hasAttribute('open')) return menu.removeAttribute('open');
    const place = app.open ?? app.getPlace();
    const isTyping = document.activeElement?.closest('#mark, #find') != null;
    if (!isTyping) app.hide();
    if (place) app.focus(place.slug, place.criterion);
  };
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || help.open) return;
    const target = event.target as Element;
    if (event.key === 'Escape') return leave();
    if (field === target && event.key === 'Enter') {
      const [first] = app.listShown();
      if (first) app.focus(first.data.slug, app.getPlace()?.criterion);
      return;
    }
    if (target.closest('input, textarea, select')) return;
    const isInMatrix = target.closest('.matrix') !== null;
    const act = (isOn.checked && letters[event.key]) || (isInMatrix && arrows[event.key]);
    if (!act) return;
    event.preventDefault();
    act();
  });
}
