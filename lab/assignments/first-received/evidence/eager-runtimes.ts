/** Runtimes that receive what a client says before the program has asked for it. */
import { getStayers } from '../../../model/conversation.ts';
import { getEvents } from '../../../model/journal.ts';
import { getName } from '../../../model/plan.ts';
import type { Finding, Journal } from '../../../model/verdict.ts';
import { getLastOpenedNs } from './crossing.ts';

/** Runtimes that read a connection before the program asks for it. */
const eagerRuntimes: [RegExp, string][] = [
  [/\basyncio\.(?:start_server|open_connection|start_unix_server)\b/, 'asyncio'],
  [/\b(?:ncat|nc|netcat)\s[^\n]*-\w*l|\bTCP[46]?-LISTEN\b/, 'The tool'],
  [/\bnet\.createServer\b|\bcreateServer\b[\s\S]{0,400}\.on\(\s*['"](?:data|readable)['"]/, 'Node'],
];

/** What a runtime reads by itself, no program has received yet; null where nothing excuses it. */
export function excuseRuntime(journal: Journal, early: Finding): Finding | null {
  const sources = getEvents(journal.events, 'source').filter(({ role }) => role === 'server');
  const code = sources.flatMap(({ files }) => files.map(({ text }) => text)).join('\n');
  const [, runtime] = eagerRuntimes.find(([pattern]) => pattern.test(code)) ?? [];
  const lastNs = getLastOpenedNs(getStayers(journal));
  if (runtime === undefined || lastNs === Number.POSITIVE_INFINITY) return null;
  const shown = getEvents(journal.events, 'line').filter((line) => {
    return line.role === 'server' && line.atNs < lastNs;
  });
  const names = getStayers(journal).map(({ client }) => getName(client).toLowerCase());
  const isShown = shown.some(({ text }) => names.some((name) => text.toLowerCase().includes(name)));
  if (isShown) return null;
  const because =
    `${runtime} reads a connection as soon as bytes come; the program showed nothing of them ` +
    'before the last client was there';
  return { ...early, outcome: 'pass', because, review: early.because };
}
