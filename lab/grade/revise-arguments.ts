/**
 * What a program that was played says of its arguments: by a usage line or an error that names
 * them, or by what it made of one of them on the wire. Pure.
 */
import type { Conversation } from '../model/conversation.ts';
import { getEvents } from '../model/journal.ts';
import { getName, type PlannedClient } from '../model/plan.ts';
import type { RunReport } from '../model/report.ts';
import type { ClientRole, Conclusion, SubmissionRole } from '../model/submission.ts';
import { quoteText } from '../model/wording.ts';
import { escapePattern } from './escape-pattern.ts';
import { answerPrompt, type PromptWishes } from './find-typed.ts';

type Played = Pick<RunReport, 'plan' | 'events'>;

/** Other commands, and why. */
export interface Recommanded {
  commands: { [Role in SubmissionRole]?: string };
  /** What is typed, where that is another thing, too. */
  type?: Conclusion['submission']['type'];
  because: string;
}

const usageLine = /\busage\s*:?\s*(.+)/i;
const missingLine =
  /(?:missing \d+ required positional arguments?|following arguments are required)\s*:\s*(.+)/i;

/**
 * Commands with the arguments that programs asked for before they ended: Python's own words for a
 * function that lacks some, argparse's, and the usual line "usage: client <host> <port>".
 */
export function readUsages(
  { submission }: Conclusion,
  { plan, events }: Played,
  wanted: PromptWishes,
): Recommanded | undefined {
  const commands: Recommanded['commands'] = {};
  let because: string | undefined;
  for (const { role, byStage } of getEvents(events, 'exited')) {
    const own = role as SubmissionRole;
    const command = submission[own];
    if (byStage || command === undefined) continue;
    const lines = getEvents(events, 'line')
      .filter((line) => line.role === role)
      .map(({ text }) => text);
    const asked = findAsked(lines, command);
    if (asked === undefined) continue;
    const words = asked.names.flatMap((name) => giveArgument(name, { own, plan, wanted }) ?? []);
    if (words.length < asked.names.length || words.length === 0) continue;
    const next = [...getProgram(command), ...words].join(' ');
    if (next === command) continue;
    commands[own] = next;
    because ??= `${role === 'server' ? 'the server' : role} says how it is started: ${quoteText(asked.line)}`;
  }
  return because === undefined ? undefined : { commands, because };
}

/** The names of the arguments that a program wants, and the line that says so. */
function findAsked(
  lines: readonly string[],
  command: string,
): { names: string[]; line: string } | undefined {
  for (const line of lines) {
    const [, missing] = missingLine.exec(line) ?? [];
    if (missing !== undefined) {
      const names = missing.split(/,|\band\b/).map((one) => one.replace(/['"\s]/g, ''));
      return { names: names.filter((name) => name !== ''), line };
    }
    const [, usage] = usageLine.exec(line) ?? [];
    if (usage === undefined) continue;
    // What is in square brackets may be left out (utility conventions, POSIX.1-2017, 12.1).
    const words = usage
      .replace(/\[[^\]]*\]/g, ' ')
      .split(/\s+/)
      .filter(Boolean);
    const own = new Set(getProgram(command).map(getBase));
    const names = words.filter(
      (word) => !own.has(getBase(word)) && !/^(?:python|java|node)/.test(word),
    );
    return { names: names.map((name) => name.replace(/[<>"',]/g, '')), line };
  }
  return undefined;
}

function getBase(word: string): string {
  return (word.split('/').at(-1) ?? word).replace(/^built-/, '').replace(/\.\w+$/, '');
}

/** The words of a command that start the program, without its arguments. */
function getProgram(command: string): string[] {
  const words = command.split(' ');
  const end = words.findIndex((word, index) => {
    return (
      index > 0 &&
      !/\.(?:py|js|mjs|cjs|rb|pl|tcl|php|jar|lua|sh)'?$/i.test(word) &&
      !/^-/.test(word) &&
      !/^[A-Z]\w*$/.test(word)
    );
  });
  return end < 0 ? words : words.slice(0, end);
}

/** What an argument of that name gets; undefined where its name says nothing. */
function giveArgument(
  name: string,
  { own, plan, wanted }: { own: SubmissionRole; plan: Played['plan']; wanted: PromptWishes },
): string | undefined {
  const isServer = own === 'server';
  if (/port/i.test(name)) return `${plan.port}`;
  if (/^(?:n|num|count|clients?|max)/i.test(name) && isServer) return `${plan.clients.length}`;
  if (/host|addr|serv|\bip\b|^ip/i.test(name)) return isServer ? '0.0.0.0' : '{host}';
  if (isServer) return undefined;
  if (/mess|msg|text|line/i.test(name)) return `'{message}'`;
  if (/letter|role|^id$|client|which|who/i.test(name)) return '{role}';
  if (new RegExp(`^(?:${wanted.clients.join('|')})(?:[|/]\\w+)+$`, 'i').test(name)) return '{role}';
  if (/name|user/i.test(name)) return '{name}';
  const answer = answerPrompt(name, wanted);
  return answer === '{message}' ? `'{message}'` : answer;
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
