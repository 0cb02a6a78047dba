/**
 * What a class's page does where it is served, in a reader's browser: it follows the marking, and
 * takes a person's marks. What is typed is kept by the lab as a draft, a moment later, so that
 * neither a reload nor Ctrl-C loses it. See class-matrix.ts for how this comes into the page.
 */
/// <reference lib="dom" />
/// <reference lib="dom.iterable" />

import type { ClassParts, RowData } from './class-data.ts';
import type { ClassApp } from './class-matrix.ts';

/** What the lab sends when something has changed. */
export interface ClassChange {
  rows: { html: string; data: RowData }[];
  parts: ClassParts;
  isOver: boolean;
}

/** Follows the marking by Server-Sent Events, which a browser takes up again by itself. */
export function setUpFollowing(app: ClassApp): void {
  const { live } = app.data;
  if (!live) return;
  const state = app.find('state');
  let isOver = live.isOver;
  const tell = (isLost: boolean) => {
    const told = isOver ? 'All is marked.' : 'The marking goes on.';
    const lost = 'The lab has ended or does not answer: this page shows what it had.';
    state.textContent = isLost ? lost : told;
    state.classList.toggle('lost', isLost);
    document.documentElement.toggleAttribute('data-lost', isLost);
  };
  const source = new EventSource(`events?since=${live.version}`);
  source.addEventListener('open', () => tell(false));
  source.addEventListener('error', () => tell(true));
  source.addEventListener('change', (event) => {
    const change = JSON.parse((event as MessageEvent<string>).data) as ClassChange;
    for (const { html, data } of change.rows) app.putRow(html, data);
    // As in putRow: markup of the lab's own.
    for (const [id, html] of Object.entries(change.parts)) {
      const part = app.find(id);
      if (part.innerHTML !== html) part.innerHTML = html;
    }
    isOver = change.isOver;
    tell(false);
    app.filter();
    const { open } = app;
    if (open && change.rows.some(({ data }) => data.slug === open.slug)) {
      app.show(open.slug, open.criterion);
    }
  });
  tell(false);
}

export function setUpMarking(app: ClassApp): void {
  const { live } = app.data;
  if (!live) return;
  const form = app.find('mark') as HTMLFormElement;
  const choice = app.find('mark-criterion') as HTMLSelectElement;
  const points = app.find('mark-points') as HTMLInputElement;
  const reason = app.find('mark-reason') as HTMLTextAreaElement;
  const undo = app.find('mark-undo') as HTMLButtonElement;
  const told = app.find('mark-told');
  const getKey = (slug: string, criterion: number) => `${slug} ${criterion}`;
  const drafts = new Map(live.drafts.map((one) => [getKey(one.slug, one.criterion), one]));
  /** Drafts that the lab does not have yet, by their keys. */
  const unkept = new Set<string>();
  let shown: { slug: string; criterion: number } | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const tell = (text: string, isWrong = false) => {
    told.textContent = text;
    told.classList.toggle('wrong', isWrong);
  };
  /** What the lab answers where it refuses; undefined where it does not. */
  const send = async (path: string, body: unknown, keepalive = false) => {
    const headers = { 'Content-Type': 'application/json' };
    const request = { method: 'POST', headers, body: JSON.stringify(body), keepalive };
    return fetch(path, request).then(
      async (answer) => (answer.ok ? undefined : (await answer.text()) || answer.statusText),
      () => 'The lab does not answer. What you typed stays here as long as this page is open.',
    );
  };
  /** A reload may come before the lab has them: this browser tab has them at once. */
  const stash = () => {
    const all = [...unkept].map((key) => drafts.get(key)).filter((draft) => draft !== undefined);
    sessionStorage.setItem(location.pathname, JSON.stringify(all));
  };
  const keepDrafts = async (keepalive = false) => {
    clearTimeout(timer);
    for (const key of [...unkept]) {
      const [slug = '', criterion = ''] = key.split(' ');
      const draft = drafts.get(key) ?? {
        slug,
        criterion: Number(criterion),
        points: '',
        reason: '',
      };
      const text = JSON.stringify(draft);
      const wrong = await send('draft', draft, keepalive);
      if (wrong !== undefined) tell(wrong, true);
      // Unless more was typed meanwhile.
      else if (JSON.stringify(drafts.get(key) ?? draft) === text) unkept.delete(key);
    }
    stash();
  };

  const find = () => {
    const row = shown && app.rows.get(shown.slug);
    return row?.data.marks.find(({ id }) => id === shown?.criterion);
  };
  let filled = '';
  /** Puts into the fields what belongs to the mark that is shown. */
  const fill = () => {
    if (!shown) return;
    const { slug, criterion } = shown;
    const asked = app.data.criteria.find(({ id }) => id === criterion);
    const draft = drafts.get(getKey(slug, criterion));
    const mark = find();
    choice.value = `${criterion}`;
    const whole = app.data.criteria.reduce((sum, one) => sum + (one.extra ? 0 : one.points), 0);
    points.max = `${asked?.points ?? whole}`;
    points.placeholder = mark?.lab == null ? '' : `${mark.lab}`;
    points.value = draft?.points ?? (mark?.hand ? `${mark.hand.points}` : '');
    reason.value = draft?.reason ?? mark?.hand?.reason ?? '';
    undo.hidden = !mark?.hand;
    if (draft) tell('Not saved yet; kept as a draft.');
    else if (filled !== getKey(slug, criterion)) tell('');
    filled = getKey(slug, criterion);
  };
  const chooseCriterion = (slug: string): number => {
    const marks = app.rows.get(slug)?.data.marks ?? [];
    // Nothing of it was played: one mark for the whole is what is mostly wanted.
    if (marks.length === 0 || marks.every((one) => one.lab === null && !one.hand)) return 0;
    const open = marks.find(({ points: got, of, hand }) => got < of && !hand) ?? marks[0];
    return open?.id ?? 0;
  };

  app.onShown = () => {
    const { open } = app;
    if (!open) return;
    const isWaiting = app.rows.get(open.slug)?.data.kinds.includes('waiting') === true;
    form.hidden = isWaiting;
    const isSame = shown?.slug === open.slug;
    const criterion =
      open.criterion ?? (isSame && shown ? shown.criterion : chooseCriterion(open.slug));
    const isTyping =
      isSame && shown?.criterion === criterion && form.contains(document.activeElement);
    shown = { slug: open.slug, criterion };
    // A change that comes meanwhile leaves alone what is being typed.
    if (isTyping) undo.hidden = !find()?.hand;
    else fill();
  };
  app.edit = () => {
    const place = app.open ?? app.getPlace();
    if (!place) return;
    app.show(place.slug, place.criterion);
    if (!form.hidden) points.select();
  };

  choice.addEventListener('change', () => {
    if (app.open) app.show(app.open.slug, Number(choice.value));
  });
  const onInput = () => {
    if (!shown) return;
    const key = getKey(shown.slug, shown.criterion);
    const isEmpty = points.value === '' && reason.value.trim() === '';
    if (isEmpty) drafts.delete(key);
    else drafts.set(key, { ...shown, points: points.value, reason: reason.value });
    unkept.add(key);
    stash();
    tell(isEmpty ? '' : 'Not saved yet; kept as a draft.');
    clearTimeout(timer);
    timer = setTimeout(() => void keepDrafts(), 200);
  };
  points.addEventListener('input', onInput);
  reason.addEventListener('input', onInput);
  addEventListener('pagehide', () => void keepDrafts(true));
  // Only where the lab is gone: else it has all of it.
  addEventListener('beforeunload', (event) => {
    if (unkept.size > 0 && document.documentElement.hasAttribute('data-lost'))
      event.preventDefault();
  });

  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    if (!shown) return;
    const { slug, criterion } = shown;
    const key = getKey(slug, criterion);
    if (reason.value.trim() === '') {
      reason.focus();
      return tell('Say why, in a sentence.', true);
    }
    const mark = { slug, criterion, points: points.valueAsNumber, reason: reason.value.trim() };
    clearTimeout(timer);
    const wrong = await send('override', mark);
    if (wrong !== undefined) return tell(wrong, true);
    drafts.delete(key);
    unkept.delete(key);
    stash();
    tell(`Saved in ${live.marksFile}.`);
    undo.hidden = false;
    app.focus(slug, criterion);
  });
  undo.addEventListener('click', async () => {
    if (!shown) return;
    const { slug, criterion } = shown;
    // What it said is not lost: it is a draft again.
    const draft = { slug, criterion, points: points.value, reason: reason.value };
    const wrong = await send('undo', { slug, criterion });
    if (wrong !== undefined) return tell(wrong, true);
    drafts.set(getKey(slug, criterion), draft);
    unkept.add(getKey(slug, criterion));
    await keepDrafts();
    tell('Taken back: the lab’s own mark counts. What you wrote is kept as a draft.');
  });
  form.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  });
  for (const draft of JSON.parse(sessionStorage.getItem(location.pathname) ?? '[]')) {
    drafts.set(getKey(draft.slug, draft.criterion), draft);
    unkept.add(getKey(draft.slug, draft.criterion));
  }
  void keepDrafts();
  // A place that a reload opened before this was set up.
  app.onShown();
}
