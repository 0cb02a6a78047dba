/**
 * Keeps every open page of a class current: by Server-Sent Events (HTML Standard, 9.2) each gets
 * the rows that have changed since what it shows. All rows are made anew for that, which is simple
 * and forgets nothing; so it is done the more seldom the longer it takes.
 */
import type { ServerResponse } from 'node:http';
import type { ClassReport } from '../model/class.ts';
import type { ClassParts, LiveClass, RowData, Waiting } from '../reporters/html/class-data.ts';
import type { ClassChange } from '../reporters/html/class-live.ts';
import {
  makeContext,
  renderClassHtml,
  renderParts,
  renderRows,
} from '../reporters/html/class-page.ts';

export interface HubOptions {
  planned: readonly Waiting[];
  getReport(): ClassReport;
  /** Where submissions' pages are. */
  base: string;
}

export interface Hub {
  /** What is shown may have changed; all hear of it soon. */
  change(): void;
  /** As `change`, now. */
  flush(): void;
  renderPage(more: Omit<LiveClass, 'version' | 'base' | 'isOver'>): string;
  /** Sends what is newer than `since`, and all that comes. */
  subscribe(response: ServerResponse, since: number): void;
  /** Nothing more is marked. */
  finish(): void;
  end(): void;
}

const leastMs = 150;
/** What is done for pages takes this share of the time at most: marking needs the processor. */
const share = 20;
/** A proxy or a tunnel may close what is silent. */
const pingMs = 20_000;

export function makeHub({ planned, getReport, base }: HubOptions): Hub {
  const rows = new Map<string, { version: number; html: string; data: RowData; text: string }>();
  const listeners = new Set<ServerResponse>();
  let version = 0;
  let parts: ClassParts | undefined;
  let isOver = false;
  let tookMs = 0;
  let isDue = true;
  let timer: NodeJS.Timeout | undefined;

  /** Makes all anew; gives whether anything is other than before. */
  const update = (): boolean => {
    const startedMs = performance.now();
    const report = getReport();
    const context = makeContext(report, { base });
    const next = version + 1;
    let isNew = false;
    for (const { html, data } of renderRows(report, planned, context)) {
      const text = html + JSON.stringify(data);
      if (rows.get(data.slug)?.text === text) continue;
      rows.set(data.slug, { version: next, html, data, text });
      isNew = true;
    }
    const before = JSON.stringify(parts);
    parts = renderParts(report, context);
    isNew ||= JSON.stringify(parts) !== before;
    if (isNew) version = next;
    isDue = false;
    tookMs = performance.now() - startedMs;
    return isNew;
  };
  const send = (response: ServerResponse, since: number) => {
    if (!parts) return;
    const newer = [...rows.values()].filter((row) => row.version > since);
    const change: ClassChange = {
      rows: newer.map(({ html, data }) => ({ html, data })),
      ...{ parts, isOver },
    };
    response.write(`event: change\nid: ${version}\ndata: ${JSON.stringify(change)}\n\n`);
  };
  const flush = () => {
    clearTimeout(timer);
    timer = undefined;
    const since = version;
    if (update()) for (const response of listeners) send(response, since);
  };
  const ping = setInterval(() => {
    for (const response of listeners) response.write(': still here\n\n');
  }, pingMs).unref();
  return {
    flush,
    change() {
      isDue = true;
      timer ??= setTimeout(flush, Math.max(leastMs, share * tookMs)).unref();
    },
    renderPage(more) {
      if (isDue) flush();
      const live = { ...more, version, base, isOver };
      return renderClassHtml(getReport(), { planned, rows: [...rows.values()], live });
    },
    subscribe(response, since) {
      listeners.add(response);
      response.on('close', () => listeners.delete(response));
      send(response, since);
    },
    finish() {
      isOver = true;
      const since = version;
      update();
      for (const response of listeners) send(response, since);
    },
    end() {
      clearTimeout(timer);
      clearInterval(ping);
      for (const response of listeners) response.end();
    },
  };
}
