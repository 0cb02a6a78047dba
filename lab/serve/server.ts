/**
 * The server of an instructor's page (`zx lab/grade.mjs … --open`): on this machine only, and only
 * for who knows the token in its address. It has that page, the forms of the marks, the pages of
 * the submissions under a token of their own, and takes marks. Nothing else is reachable.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as z from 'zod';
import { type ClassReport, toUnlinked } from '../model/class.ts';
import { toLabError } from '../model/errors.ts';
import type { Waiting } from '../reporters/html/class-data.ts';
import { getClassPolicy } from '../reporters/html/class-page.ts';
import { type Drafts, draftSchema } from '../store/draft-file.ts';
import { answer, answerRefusal, Refusal, readJson } from './answer.ts';
import {
  getPagePolicy,
  isOwnHost,
  isOwnOrigin,
  isToken,
  makeToken,
  usualHeaders,
} from './guard.ts';
import { type Hub, makeHub } from './hub.ts';
import { readPageFile } from './page-file.ts';

/** A form of the marks that the page offers. */
export interface ServedForm {
  file: string;
  title: string;
  mediaType: string;
  render(report: ClassReport): Promise<string | Uint8Array>;
}

export interface DeskOptions {
  planned: readonly Waiting[];
  getReport(): ClassReport;
  /** The stored class. */
  folder: string;
  marksFile: string;
  forms: readonly ServedForm[];
  drafts: Drafts;
  /** Keep a person's mark, or take it back. Each throws LabError where that cannot be. */
  setMark(mark: GivenMark): Promise<void>;
  removeMark(place: z.infer<typeof placeSchema>): Promise<void>;
}

export interface DeskServer {
  /** Whoever knows it may see and change the marks. */
  url: string;
  change(): void;
  /** Nothing more is marked. */
  finish(): void;
  close(): Promise<void>;
}

/** 0 is all of them: what a person gives for the whole. */
const placeSchema = z.strictObject({ slug: z.string(), criterion: z.int() });
const markSchema = placeSchema.extend({
  points: z.number(),
  reason: z
    .string()
    .trim()
    .min(1)
    .max(1 << 16),
});

/** A person's mark for one criterion, or for all that are not extra. */
export type GivenMark = Omit<z.infer<typeof markSchema>, 'criterion'> & {
  criterion: number | 'all';
};

export async function serveDesk(options: DeskOptions): Promise<DeskServer> {
  const { planned, getReport } = options;
  const token = makeToken();
  const pagesToken = makeToken();
  const hub = makeHub({ planned, getReport, base: `/${pagesToken}/` });
  const server = createServer((request, response) => {
    route(request, response, { ...options, token, pagesToken, hub }).catch((error: unknown) =>
      answerRefusal(response, error instanceof Refusal ? error : new Refusal(500)),
    );
  });
  // A browser opens some; whoever opens hundreds is none.
  server.maxConnections = 100;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/${token}/`,
    change: () => hub.change(),
    finish: () => hub.finish(),
    async close() {
      hub.end();
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

interface Served extends DeskOptions {
  token: string;
  pagesToken: string;
  hub: Hub;
}

/** Throws Refusal. */
async function route(
  request: IncomingMessage,
  response: ServerResponse,
  served: Served,
): Promise<void> {
  if (!isOwnHost(request)) throw new Refusal(403);
  const [target = '', query = ''] = (request.url ?? '').split('?');
  const [, given = '', ...rest] = target.split('/');
  const isRead = request.method === 'GET' || request.method === 'HEAD';
  if (isToken(given, served.pagesToken)) {
    if (!isRead) throw new Refusal(405);
    return sendPage(response, rest.join('/'), served);
  }
  if (!isToken(given, served.token)) throw new Refusal(403);
  const name = rest.join('/');
  if (request.method === 'POST') return takeChange(request, response, { name, served });
  if (!isRead) throw new Refusal(405);
  if (name === '') return sendClass(response, served);
  if (name === 'events') return follow(request, response, { query, hub: served.hub });
  if (name.startsWith('forms/')) return sendForm(response, name.slice('forms/'.length), served);
  throw new Refusal(404);
}

function sendClass(response: ServerResponse, { hub, marksFile, forms, drafts }: Served): void {
  const html = hub.renderPage({ marksFile, forms, drafts: drafts.list() });
  answer(response, 200, html, {
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Security-Policy': `${getClassPolicy(true)}; frame-ancestors 'none'`,
  });
}

function follow(
  { headers, method }: IncomingMessage,
  response: ServerResponse,
  { query, hub }: { query: string; hub: Hub },
): void {
  response.writeHead(200, { ...usualHeaders, 'Content-Type': 'text/event-stream' });
  if (method === 'HEAD') return void response.end();
  // Behind a break in the connection a browser tells what it had last.
  const last = headers['last-event-id'] ?? new URLSearchParams(query).get('since');
  hub.subscribe(response, Number(last) || 0);
}

/** The pages that the class's page links at this moment, by exactly these names. */
async function sendPage(response: ServerResponse, name: string, served: Served): Promise<void> {
  const isLinked = served.getReport().submissions.some(({ page }) => page === name);
  const html = isLinked ? await readPageFile(served.folder, name) : undefined;
  if (html === undefined) throw new Refusal(404);
  answer(response, 200, html, {
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Security-Policy': getPagePolicy(html),
    // What is sandboxed cannot be opened alone with it (HTML Standard, 7.1.3).
    'Cross-Origin-Opener-Policy': 'unsafe-none',
  });
}

async function sendForm(response: ServerResponse, name: string, served: Served): Promise<void> {
  const form = served.forms.find(({ file }) => encodeURIComponent(file) === name);
  if (!form) throw new Refusal(404);
  // Where it is saved the submissions' pages do not lie beside it.
  const body = await form.render(toUnlinked(served.getReport())).catch((error: unknown) => {
    throw new Refusal(409, toLabError(error).message);
  });
  answer(response, 200, body, {
    'Content-Type': form.mediaType,
    'Content-Disposition': `attachment; filename*=UTF-8''${encodeURIComponent(form.file)}`,
  });
}

interface Change {
  name: string;
  served: Served;
}

/** What a person did on the page. Throws Refusal. */
async function takeChange(
  request: IncomingMessage,
  response: ServerResponse,
  { name, served }: Change,
): Promise<void> {
  const act = changes[name as keyof typeof changes];
  if (!Object.hasOwn(changes, name)) throw new Refusal(404);
  if (!isOwnOrigin(request)) throw new Refusal(403);
  await act(await readJson(request), served);
  answer(response, 200, '{}', { 'Content-Type': 'application/json' });
}

const changes = {
  async draft(body: unknown, { drafts, planned }: Served): Promise<void> {
    const draft = check(draftSchema, body, planned);
    await tell(drafts.put(draft));
  },
  async override(body: unknown, served: Served): Promise<void> {
    const mark = check(markSchema, body, served.planned);
    await tell(served.setMark({ ...mark, criterion: mark.criterion || 'all' }));
    served.hub.flush();
    const { slug, criterion } = mark;
    await tell(served.drafts.put({ slug, criterion, points: '', reason: '' }));
  },
  async undo(body: unknown, served: Served): Promise<void> {
    await tell(served.removeMark(check(placeSchema, body, served.planned)));
    served.hub.flush();
  },
};

function check<Value extends { slug: string }>(
  schema: z.ZodType<Value>,
  body: unknown,
  planned: readonly Waiting[],
): Value {
  const parsed = schema.safeParse(body);
  if (!parsed.success || !planned.some(({ slug }) => slug === parsed.data.slug)) {
    throw new Refusal(400);
  }
  return parsed.data;
}

/** What the lab refuses is told to whoever asked for it. */
async function tell(act: Promise<void>): Promise<void> {
  await act.catch((error: unknown) => {
    throw new Refusal(409, toLabError(error).message);
  });
}
