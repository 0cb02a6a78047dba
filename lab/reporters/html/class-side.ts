/**
 * The side of a class's page, in a reader's browser: why a mark is what it is, and the diagram that
 * decided it, which is the submission's own page in a frame without any rights. See class-matrix.ts
 * for how these functions come into the page.
 */
/// <reference lib="dom" />
/// <reference lib="dom.iterable" />

import type { MarkData, RowData } from './class-data.ts';
import type { ClassApp } from './class-matrix.ts';

export function setUpSide(app: ClassApp): void {
  const side = app.find('side');
  const frame = app.find('diagram') as HTMLIFrameElement;
  const alone = app.find('side-alone') as HTMLAnchorElement;
  let shownUrl = '';

  const fill = (list: Element | null, texts: readonly string[]) => {
    const items = texts.map((text) => {
      const item = document.createElement('li');
      const part = document.createElement('bdi');
      part.textContent = text;
      item.append(part);
      return item;
    });
    list?.replaceChildren(...items);
  };
  const setText = (element: Element | null, text: string) => {
    if (element && element.textContent !== text) element.textContent = text;
  };

  const showPage = (data: RowData, mark: MarkData | undefined) => {
    const base = app.data.live?.base ?? '';
    // Going to a part takes the keyboard along; `at-` only shows it.
    const place = mark?.place ? `#at-${mark.place}` : '';
    const url =
      data.page === null ? '' : new URL(`${base}${data.page}${place}`, document.baseURI).href;
    frame.hidden = url === '';
    alone.hidden = url === '';
    if (url === shownUrl || url === '') return;
    alone.href = url;
    frame.title = `Diagram of ${data.name}`;
    // In place of the page before, so that the browser's Back leads out of here.
    if (shownUrl === '') frame.src = url;
    else frame.contentWindow?.location.replace(url);
    shownUrl = url;
  };

  const showText = (data: RowData, criterion: number | undefined) => {
    const mark = data.marks.find(({ id }) => id === criterion);
    const title = app.data.criteria.find(({ id }) => id === criterion)?.title ?? '';
    setText(app.find('side-name'), data.name);
    const told = mark
      ? `${mark.id} ${title}: ${mark.told}, ${mark.points} of ${mark.of}`
      : data.told;
    setText(app.find('side-told'), told);
    const open = data.marks.filter(({ points, of }) => points < of);
    const all = open.map(({ id, told, why }) => `${id} ${told}: ${why.join('; ')}`);
    fill(app.find('side-reasons'), mark ? mark.why : all);
    const notes = app.find('side-notes');
    notes.hidden = data.notes.length === 0 && data.last === '';
    setText(notes.querySelector('summary'), `What a person should know (${data.notes.length})`);
    fill(notes.querySelector('ul'), data.notes);
    setText(notes.querySelector('pre'), data.last);
    // Where there is no diagram, this is all that there is to be seen.
    if (data.page === null) notes.setAttribute('open', '');
    showPage(data, mark);
  };

  app.show = (slug, criterion) => {
    const row = app.rows.get(slug);
    if (!row) return;
    const isOther = app.open?.slug !== slug || app.open.criterion !== criterion;
    if (app.open) app.rows.get(app.open.slug)?.element.classList.remove('open');
    app.open = { slug, criterion };
    row.element.classList.add('open');
    side.hidden = false;
    showText(row.data, criterion);
    if (isOther) app.find('side-text').scrollTop = 0;
    app.onShown?.();
    app.keepPlace();
  };
  app.hide = () => {
    if (!app.open) return;
    app.rows.get(app.open.slug)?.element.classList.remove('open');
    app.open = undefined;
    side.hidden = true;
    app.keepPlace();
  };
  app.find('side-close').addEventListener('click', () => {
    const place = app.open;
    app.hide();
    if (place) app.focus(place.slug, place.criterion);
  });
}
