/**
 * What is typed otherwise in the next play: more or fewer lines, another form of the message, an
 * answer to what a server asks before it listens. Pure: a conclusion and a run in, data out.
 */
import { stripVTControlCharacters } from 'node:util';
import { type Conversation, getAnsweredNs } from '../model/conversation.ts';
import { escapePattern } from '../model/escape-pattern.ts';
import { getEvents } from '../model/journal.ts';
import { getName } from '../model/plan.ts';
import type { RunReport } from '../model/report.ts';
import type { ClientRole, Conclusion } from '../model/submission.ts';
import { quoteText } from '../model/wording.ts';
import { answerPrompt, answerServerPrompt, type PromptWishes } from './find-typed.ts';
import type { Learnt } from './learn.ts';

type Played = Pick<RunReport, 'plan' | 'events'>;

/** A conclusion that fits better what was seen, and why. */
export interface Revision {
  conclusion: Conclusion;
  because: string;
}

/** What a server may ask before it listens. */
const mostServerLines = 4;

/** A server that waits at its keyboard for a line before it listens. */
export function answerServer(
  conclusion: Conclusion,
  run: Played,
  { learnt, wanted }: { learnt: Learnt; wanted: PromptWishes },
): Revision | undefined {
  const { submission } = conclusion;
  const isAlive = !getEvents(run.events, 'exited').some(
    ({ role, byStage }) => role === 'server' && !byStage,
  );
  if (learnt.port !== undefined || !isAlive) return undefined;
  const asked = findLastShown(run, 'server');
  if (asked === undefined || !asks.test(asked)) return undefined;
  const lines = [...(submission.type?.server ?? []), answerServerPrompt(asked, wanted) ?? ''];
  if (lines.length > mostServerLines) return undefined;
  const type = { ...submission.type, server: lines };
  const because = `the server waits at ${quoteText(asked)} before it listens`;
  return { conclusion: { ...conclusion, submission: { ...submission, type } }, because };
}

/** What a program showed last that is not empty. */
function findLastShown({ events }: Played, role: string): string | undefined {
  const shown = getEvents(events, 'line').findLast((line) => {
    return line.role === role && showPlain(line.text) !== '';
  });
  return shown && showPlain(shown.text);
}

/** Lines that went out only after the answer are no part of the message: they belong to a chat. */
export function typeLess(
  conclusion: Conclusion,
  { plan }: Played,
  conversations: readonly Conversation[],
): Revision | undefined {
  const { submission } = conclusion;
  const names = plan.clients.map(getName);
  const type = { ...submission.type };
  let because: string | undefined;
  for (const one of conversations) {
    const role = one.role as ClientRole;
    const lines = type[role] ?? [];
    const answeredNs = getAnsweredNs(one, names);
    const later = one.toServer.filter(({ atNs, text }) => {
      return atNs > answeredNs && text.includes(getName(one.client));
    });
    if (lines.length < 2 || later.length === 0) continue;
    type[role] = lines.slice(0, Math.max(1, lines.length - later.length));
    because ??= `${role} had its answer before all lines were typed: the rest belong to a chat`;
  }
  if (because === undefined) return undefined;
  return { conclusion: { ...conclusion, submission: { ...submission, type } }, because };
}

/** The server ended by itself over what was typed: the name with its letter, or without. */
export function typeOther(conclusion: Conclusion, { events }: Played): Revision | undefined {
  const { type } = conclusion.submission;
  const ended = getEvents(events, 'exited').find(
    ({ role, byStage }) => role === 'server' && !byStage,
  );
  const isCrash = ended !== undefined && (ended.status ?? 1) !== 0;
  if (!isCrash || !type || conclusion.isOther) return undefined;
  const swap = (line: string) =>
    line === '{name}' ? '{message}' : line === '{message}' ? '{name}' : line;
  const other = Object.fromEntries(
    Object.entries(type).map(([role, lines]) => [
      role,
      lines?.map((line, index) => (index === lines.length - 1 ? swap(line) : line)),
    ]),
  );
  const submission = { ...conclusion.submission, type: other };
  const because = 'the server ended with an error over what was typed: it is typed otherwise';
  return { conclusion: { ...conclusion, submission, isOther: true }, because };
}

/**
 * "X: X: Alice": the letter comes from a program, the client's or the server's; so whoever sits at
 * the keyboard types the name only.
 */
export function leaveLetter(
  conclusion: Conclusion,
  { plan }: Played,
  conversations: readonly Conversation[],
): Revision | undefined {
  const { submission } = conclusion;
  const texts = conversations.flatMap(({ message, lines }) => [
    ...(message ? [message.text] : []),
    ...lines.map(({ text }) => text),
  ]);
  const doubled = conversations.flatMap(({ role }) => {
    const letter = escapePattern(role);
    const pattern = new RegExp(
      `(?<!\\p{L})${letter}\\b\\W{1,4}(?:(?:client|says?|said|sent|sends|wrote)\\W*)?${letter}\\s*:`,
      'iu',
    );
    const text = texts.find((one) => pattern.test(one));
    return text === undefined ? [] : [{ role: role as ClientRole, text }];
  });
  const [first] = doubled;
  if (!first) return undefined;
  const bare = (text: string) => text.replaceAll('{message}', '{name}');
  const next = { ...submission, type: { ...submission.type } };
  let isChanged = false;
  for (const { role } of plan.clients) {
    const own = role as ClientRole;
    const [lines, command] = [submission.type?.[own], submission[own]];
    if (lines?.some((line) => line.includes('{message}'))) {
      next.type[own] = lines.map(bare);
      isChanged = true;
    } else if (command?.includes('{message}')) {
      next[own] = bare(command);
      isChanged = true;
    }
  }
  if (!isChanged) return undefined;
  const because = `the programs add the letter themselves (${quoteText(first.text)}): the name alone is typed`;
  return { conclusion: { ...conclusion, submission: next }, because };
}

/** A client that waits at its keyboard for another line than those that it got. */
export function typeMore(
  conclusion: Conclusion,
  run: Played,
  { conversations, wanted }: { conversations: readonly Conversation[]; wanted: PromptWishes },
): Revision | undefined {
  const { submission } = conclusion;
  const type = { ...submission.type };
  const alive = new Set(getEvents(run.events, 'limit').flatMap(({ roles }) => roles));
  let because: string | undefined;
  for (const one of conversations) {
    const role = one.role as ClientRole;
    const asked = alive.has(role) ? findOpenPrompt(run, one) : undefined;
    if (asked === undefined) continue;
    const isTold = /\{(?:message|name)\}/.test(submission[role] ?? '');
    // Who has the message already wants a key only; who is silent may have got it as its letter.
    const hasSaid = one.toServer.length > 0 || speaksOfKey.test(asked);
    const usual = isTold && hasSaid ? '' : '{message}';
    const before = (type[role] ?? []).map(
      (line, index) => answerTyped(run, role, index, wanted) ?? line,
    );
    type[role] = [...before, answerPrompt(asked, wanted) ?? usual];
    because ??= `${role} waits at ${quoteText(asked)} for another line`;
  }
  if (because === undefined) return undefined;
  const { prompts, ...rest } = conclusion;
  return { conclusion: { ...rest, submission: { ...submission, type } }, because };
}

/**
 * Clients that say nothing of what they wait for, after a play that led to no answer: they may read
 * the keyboard without a prompt.
 */
export function typeBlindly(
  conclusion: Conclusion,
  { plan, events }: Played,
): Revision | undefined {
  const { submission } = conclusion;
  const alive = new Set(getEvents(events, 'limit').flatMap(({ roles }) => roles));
  const roles = plan.clients.map(({ role }) => role as ClientRole);
  const areUntold = roles.every((role) => {
    return alive.has(role) && (submission.type?.[role] ?? []).length === 0;
  });
  if (!areUntold || getEvents(events, 'syn').length === 0) return undefined;
  const type = {
    ...submission.type,
    ...Object.fromEntries(roles.map((role) => [role, ['{message}']])),
  };
  const because = 'all wait without a prompt: the message is typed';
  return { conclusion: { ...conclusion, submission: { ...submission, type } }, because };
}

const speaksOfKey = /\b(?:press|hit|return|any key|continue|ready|when|start)\b/i;

/** What the prompt asked for behind which a line was typed; undefined where it says nothing. */
function answerTyped(
  { events }: Played,
  role: string,
  index: number,
  wanted: PromptWishes,
): string | undefined {
  const typed = getEvents(events, 'typed').filter((each) => each.role === role);
  const lines = typed.flatMap(({ text, atNs }) =>
    text
      .split('\n')
      .slice(0, -1)
      .map((line) => ({ line, atNs })),
  );
  const one = lines[index];
  if (!one) return undefined;
  // A terminal echoes what is typed behind the prompt.
  const shown = getEvents(events, 'line').filter((line) => line.role === role);
  const echo = shown.find(({ text }) => {
    const plain = showPlain(text);
    return plain.endsWith(one.line) && plain !== one.line;
  });
  const prompt = echo ? showPlain(echo.text).slice(0, -one.line.length) : undefined;
  return prompt === undefined ? undefined : answerPrompt(prompt, wanted);
}

/** A line of a terminal without what moves its cursor, as libraries for prompts do. */
function showPlain(text: string): string {
  return stripVTControlCharacters(text)
    .replace(/[\p{Cc}]/gu, '')
    .trim();
}

const asks = /[:?>\])]\s*$|\b(?:enter|press|type|input|key)\b/i;

/**
 * What a client shows, or was told by the server, last of all, where that asks for something; of
 * one that has said nothing yet, whatever it shows.
 */
function findOpenPrompt(
  { events }: Played,
  { role, toClient, toServer, syn }: Conversation,
): string | undefined {
  const shown = getEvents(events, 'line').findLast((line) => {
    return line.role === role && showPlain(line.text) !== '';
  });
  const told = toClient.at(-1);
  const typed = getEvents(events, 'typed').findLast((each) => each.role === role);
  const isLater = (atNs: number) => typed === undefined || atNs > typed.atNs;
  const isSilent = syn !== undefined && toServer.length === 0;
  const last = shown && showPlain(shown.text);
  if (shown && last && !shown.complete && (isSilent || asks.test(last))) return last;
  if (told && isLater(told.atNs) && asks.test(told.text.trim())) return told.text.trim();
  if (shown && last && isLater(shown.atNs) && (isSilent || asks.test(last))) return last;
  return undefined;
}
