/**
 * Hand-ins by authors who had the assignment's text only, and what a teaching assistant gave them
 * before the lab saw them: fair.json. A cell that it does not name deserves the points. Where the
 * lab gives something else for a reason that stands, the reason is here.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';

export const strangers = fileURLToPath(new URL('.', import.meta.url));

const reasons = z.record(z.string(), z.string()).default({});
const fairSchema = z.record(
  z.string(),
  z.object({
    /** By criterion, why it earns nothing; and why a person has to think. */
    no: reasons,
    look: reasons,
    /** Parts of the extra credit that are earned, and those to think about; the rest is not. */
    extra: z.array(z.string()).default([]),
    extraLook: z.array(z.string()).default([]),
  }),
);
export type Fair = z.infer<typeof fairSchema>[string];

export const fair = fairSchema.parse(
  JSON.parse(readFileSync(new URL('fair.json', import.meta.url), 'utf8')),
);

/** The criteria of the extra credit, by the words of fair.json. */
export const extras: Readonly<Record<string, number>> = { chat: 11, bye: 12, print: 13 };

/** By submission and criterion, why the lab may give something else. */
export const differs: Readonly<Record<string, Readonly<Record<number, string>>>> = {
  'becker-3': {
    3: 'wrong when a message comes within a second of the second connection: a person types later',
    6: 'as 3',
  },
  'eriksen-1': { 2: 'over UDP nobody begins a connection: the lab leaves that to a person' },
  'ivanova-2': { 6: 'names in the right order with the letters of the other: passed, with review' },
  'jankowski-1': { 2: 'its server never starts, but its clients do their part with the lab’s' },
  'okafor-1': { 10: 'one of two functions is documented, in 2 % of the lines: left to a person' },
  'quiroga-1': {
    3: 'it says the same name twice, with the letters in the wrong order',
    7: 'what it overwrites it cannot print; that depends on who is first',
  },
  'petrov-4': {
    3: 'it dies before it tells anybody: the person gave points for the list in its code',
    7: 'what it never sent nobody can print: left to a person',
  },
  'chaudhry-k': { 3: 'the order is that of connection: 3 and 6 fail alike' },
  'dawson-k': { 3: 'as chaudhry-k' },
  'nguyen-l': { 3: 'as chaudhry-k' },
  'bianchi-m': { 3: 'as chaudhry-k' },
  'oduya-m': {
    3: 'as chaudhry-k: what the server prints is right, what it says is not',
    4: 'it names a first message to both; that it is the wrong one is 6',
  },
  'silva-m': { 3: 'as chaudhry-k' },
  'kowalczyk-n': { 3: 'as chaudhry-k' },
  'garcia-p': { 3: 'as chaudhry-k' },
  'okonkwo-p': { 3: 'as chaudhry-k: its order is that of the clients’ clocks before they spoke' },
  'petrov-p': {
    3: 'as chaudhry-k',
    10: 'its one function is documented, in 5 % of the lines',
  },
  'silva-p': { 3: 'as chaudhry-k' },
  'garcia-q': { 3: 'as chaudhry-k' },
  'chen-q': { 3: 'as okonkwo-p' },
  'johnson-q': { 2: 'as eriksen-1' },
  'tranvanloc-r': { 3: 'as chaudhry-k' },
  'mensah-r': { 3: 'as chaudhry-k: it names the same one always' },
  'abara-w': { 6: 'as ivanova-2' },
  'castillo-w': { 4: 'as oduya-m' },
  'yamamoto-v': {
    11: 'a message of its chat ends with an empty line, which the lab does not type: left open',
    ...{ 12: 'as 11', 13: 'as 11' },
  },
  'kowalski-v': {
    12: 'it ends after a line each, before anybody says Bye: left to a person',
    13: 'what was typed was sent and shown; that it is one line is for 11',
  },
  'whitlock-u': {
    3: 'its screen says who was first, and it tells nobody: never ended with Y first',
  },
  'kowalski-p': { 4: 'it answers before the other message came, and so not which was first' },
  'petrova-n': {
    3: 'by clocks in the messages, which replays say again as they were: left to a person',
    6: 'as 3',
  },
  'nguyen-n': { 10: 'two of four functions, 8 % of the lines: left to a person' },
  'rossi-n': { 10: 'one line in ten, most of them in the server' },
  'johansson-p': { 9: 'Node has no threads, it says, and its event loop: left to a person' },
  'kowalczyk-m': { 10: 'one line in eleven, all of them at the top: left to a person' },
  'osei-m': Object.fromEntries(
    [1, 2, 3, 4, 5, 6, 7, 8].map((one) => [
      one,
      'one binary by several names, which the lab does not start by them: left to a person',
    ]),
  ),
  'lindqvist-k': { 12: 'two packets in one segment: the lab reads Bye and the end as one text' },
  'yamamoto-j': { 10: 'three of seven functions, 8 % of the lines: left to a person' },
  'takahashi-v': {
    12: 'a Bye of X is relayed and ends both; that lines of Y come back to Y is for 11',
  },
  'sharma-b': { 9: 'three lines in Hindi, which the lab does not read: left to a person' },
  'rosen-3': {
    3: 'it dies before it tells anybody: the person gave points for the list in its code',
  },
};

/** Those that the gate plays: each language, and each kind that was new to the lab. */
export const inGate: readonly string[] = [
  ...['chowdhury-2', 'dimitrov-2', 'petrov-2', 'rosales-2', 'ivanova-1', 'oconnor-2', 'schmidt-2'],
  // How they are started: usages, modes, helpers, variables, scripts; and words of a protocol.
  ...['kowalczyk-j', 'yamamoto-j', 'schreiber-k', 'tran-j', 'novak-j', 'nakamura-m'],
  ...['kowalczyk-3', 'eriksen-3', 'dang-3', 'mbeki-1', 'nakagawa-1', 'haddad-3', 'lindqvist-3'],
  // Edited from host to host; imported by the name of its folder.
  ...['takahashi-n', 'iyer-u'],
  // A chat behind an option; an echo server of a lecture beside its own.
  ...['nakamura-a', 'dubois-b'],
];
