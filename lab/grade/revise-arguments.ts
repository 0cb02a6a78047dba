/**
 * What a program that was played says of its arguments: by a usage line or an error that names
 * them, or by what it made of one of them on the wire. Pure.
 */
import type { Conversation } from '../model/conversation.ts';
import { escapePattern } from '../model/escape-pattern.ts';
import { getEvents } from '../model/journal.ts';
import { getName, type PlannedClient } from '../model/plan.ts';
import type { RunReport } from '../model/report.ts';
import type { ClientRole, Conclusion, SubmissionRole } from '../model/submission.ts';
import { quoteText } from '../model/wording.ts';
import { answerUsage } from './find-alternatives.ts';
import type { PromptWishes } from './find-typed.ts';

type Played = Pick<RunReport, 'plan' | 'events'>;

/** Other commands, and why. */
export interface Recommanded {
  commands: { [Role in SubmissionRole]?: string };
  /** What is typed, where that is another thing, too. */
  type?: Conclusion['submission']['type'];
  because: string;
}

/** Commands with the arguments that programs asked for before they ended by themselves. */
export function readUsages(
  { submission, starts = {} }: Conclusion,
  { plan, events }: Played,
  wanted: PromptWishes,
): Recommanded | undefined {
  const commands: Recommanded['commands'] = {};
  let because: string | undefined;
  for (const { role, byStage } of getEvents(events, 'exited')) {
    const own = role as SubmissionRole;
    const command = starts[own];
    if (byStage || command === undefined) continue;
    const options = { role: own, command, port: plan.port, wanted };
    const lines = getEvents(events, 'line').filter((line) => line.role === role);
    const asked = lines.find(({ text }) => answerUsage(text, options) !== undefined);
    const next = asked && answerUsage(asked.text, options);
    if (next === undefined || next === submission[own]) continue;
    commands[own] = next;
    because ??= `${role === 'server' ? 'the server' : role} says how it is started: ${quoteText(asked?.text ?? '')}`;
  }
  return because === undefined ? undefined : { commands, because };
}

/** What languages print of a text that is no number, with that text. */
const noNumber =
  /(?:could not convert string to float|invalid literal for int\(\)[^:]*|invalid value for \w+\(\)|For input string)\s*:\s*["']([^"']+)["']/;

/** Commands without the argument that a program took for a number, and that is none. */
export function readNumbers(
  { submission }: Conclusion,
  { plan, events }: Played,
): Recommanded | undefined {
  const host = getHost(events);
  const commands: Recommanded['commands'] = {};
  let because: string | undefined;
  for (const client of plan.clients) {
    const own = client.role as ClientRole;
    const command = submission[own];
    const line = getEvents(events, 'line').find(
      ({ role, text }) => role === own && noNumber.test(text),
    );
    if (command === undefined || !line) continue;
    const [, value] = noNumber.exec(line.text) ?? [];
    const values = { '{host}': host, '{message}': client.message, '{name}': getName(client) };
    const [key] = Object.entries(values).find(([, each]) => each === value) ?? [];
    if (key === undefined || !command.includes(key)) continue;
    commands[own] = command.replace(new RegExp(`\\s+'?${escapePattern(key)}'?`), '');
    because ??= `${own} takes its argument for a number: ${quoteText(line.text.trim())}`;
  }
  return because === undefined ? undefined : { commands, because };
}

/** The server's address, as the stage said it. */
function getHost(events: Played['events']): string {
  const [environment] = getEvents(events, 'environment');
  return (environment?.hosts[0]?.addresses[0] ?? '').split('/')[0] ?? '';
}

/**
 * A client that says one of its arguments, or what was typed before the message, where its message
 * should be: it is no address and no name, but the message itself, or the client's letter.
 */
export function readWire(
  { submission }: Conclusion,
  { events }: Played,
  conversations: readonly Conversation[],
): Recommanded[] {
  const host = getHost(events);
  // All clients are read in the same way: the first that can be, by the first reading, and so on.
  return [0, 1, 2].flatMap((choice) => {
    const found: Recommanded = { commands: {}, type: { ...submission.type }, because: '' };
    for (const { role, client, message } of conversations) {
      const own = role as ClientRole;
      const [command, lines] = [submission[own], submission.type?.[own]];
      const text = message?.text.trim() ?? '';
      if (command === undefined || text === '') continue;
      const changed = reread({ command, lines: lines ?? [] }, text, { client, host })[choice];
      if (!changed) continue;
      if (changed.command !== command) found.commands[own] = changed.command;
      if (lines) found.type = { ...found.type, [own]: changed.lines };
      found.because ||= `${role} said ${quoteText(text)}: ${changed.why}`;
    }
    return found.because === '' ? [] : [found];
  });
}

interface Given {
  command: string;
  lines: readonly string[];
}

function reread(
  { command, lines }: Given,
  text: string,
  { client, host }: { client: PlannedClient; host: string },
): { command: string; lines: string[]; why: string }[] {
  const { role, message } = client;
  const name = getName(client);
  const values: Record<string, string> = { '{host}': host, '{message}': message, '{name}': name };
  const fill = (line: string) => values[line] ?? line;
  const bare = lines.map((line) => (line === '{message}' ? '{name}' : line));
  // What was typed first stands before the message: it says who it is.
  const typed = lines
    .slice(0, -1)
    .findIndex((line) => line !== '{role}' && leads(text, fill(line)));
  if (typed >= 0) {
    const next = bare.map((line, index) => (index === typed ? '{role}' : line));
    return [{ command, lines: next, why: 'what is typed first is its letter' }];
  }
  const last = lines.at(-1);
  const found = ['{host}', '{name}', '{message}'].flatMap((key) => {
    const value = values[key] ?? '';
    if (value === '') return [];
    const put = (at: number, word: string) =>
      `${command.slice(0, at)}${word}${command.slice(at + key.length)}`;
    const typedWord = fill(last ?? '').split(' ')[0] ?? '';
    const isInitial =
      key === '{host}' && typedWord !== '' && text.startsWith(`${value[0]}${typedWord}`);
    return findAll(command, key).flatMap((at) => {
      if (key === '{host}' && text === value) {
        const why = 'its argument is the message';
        return [{ command: put(at, "'{message}'"), lines: [...lines], why }];
      }
      const isWhole = key === '{message}' && last === undefined && text === value;
      if (isWhole || !(leads(text, value) || isInitial)) return [];
      const next = put(at, '{role}').replaceAll('{message}', '{name}');
      return [{ command: next, lines: bare, why: 'its argument is its letter' }];
    });
  });
  if (found.length > 0) return found;
  // A reader of words takes "X:" for the whole message.
  const isCut = last === '{message}' && !text.includes(name) && text.includes(`${role}:`);
  return isCut ? [{ command, lines: bare, why: 'it reads one word' }] : [];
}

/** The places of a word in a text. */
function findAll(text: string, word: string): number[] {
  return [...text.matchAll(new RegExp(escapePattern(word), 'g'))].map(({ index }) => index);
}

/** Whether a text begins with another one, and something that is no letter behind it. */
function leads(text: string, start: string): boolean {
  if (start === '' || !text.startsWith(start) || text === start) return false;
  return !/^[\p{L}\p{N}]/u.test(text.slice(start.length));
}
