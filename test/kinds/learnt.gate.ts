/** Kinds that a submission's own programs show when they are watched: letters, bytes, turns. */
import t from 'tap';
import { type Learnt, learnFrom } from '../../lab/grade/learn.ts';
import { reviseConclusion, trimPatience } from '../../lab/grade/revise.ts';
import type { JournalEvent } from '../../lab/model/journal.ts';
import type { Plan } from '../../lab/model/plan.ts';
import type { Conclusion } from '../../lab/model/submission.ts';
import type { Journal } from '../../lab/model/verdict.ts';
import { add, change, makeJournal, makePlan, toNs, without } from '../checkers/journal-builder.ts';
import { showKind } from './show-kind.ts';

const wanted = { clients: ['X', 'Y'] };
const commands = { server: './server', X: './client', Y: './client' };
const typed = { X: ['{message}'], Y: ['{message}'] };

/** Programs that were handed in, and are typed at. */
function makeTheirs(): Plan {
  const plan = makePlan('x-connects-x-sends');
  const clients = plan.clients.map((client) => {
    return { ...client, command: './client', type: '{message}' };
  });
  return { ...plan, server: { ...plan.server, command: './server' }, clients };
}

function conclude(more: Partial<Conclusion> = {}): Conclusion {
  const sources = { server: [], X: [], Y: [] };
  const submission = { ...commands, type: typed };
  return { submission, reasons: [], sources, needs: [], starts: commands, ...more };
}

const revise = (run: Journal, more: Partial<Conclusion> = {}) =>
  reviseConclusion(conclude(more), run, wanted)[0]?.conclusion;

/** What is typed at X after a play in which it said this and was told that. */
function seeTyped([said, answer]: readonly [said: string, answer: string]): string[] | undefined {
  const journal = change(makeJournal(makeTheirs()), 'data', (event) => {
    const text = event.direction === 'to-client' ? answer : said.replaceAll('X', event.role ?? '');
    return { text: event.role === 'Y' ? text.replaceAll('Alice', 'Bob') : text, bytes: 9 };
  });
  return revise(journal)?.submission.type?.X;
}

const verdict = 'X: Alice received before Y: Bob';

showKind('K2', seeTyped, {
  inputs: [
    ['the client’s prompt goes with it', ['X> X: Alice', verdict], ['{name}']],
    ['in brackets', ['[X] X: Alice', verdict], ['{name}']],
    ['fields', ['X|X: Alice', verdict], ['{name}']],
    ['words', ['Client X says: X: Alice', verdict], ['{name}']],
    ['the server’s', ['X: Alice', `X: ${verdict.replace('Y:', 'Y: Y:')}`], ['{name}']],
  ],
  nearMisses: [
    ['one letter', ['X: Alice', verdict], undefined],
    ['a word with that letter', ['X-ray: Alice', verdict], undefined],
    ['a name with a colon', ['X: Alice: hello', verdict], undefined],
  ],
});

interface Segment {
  atMs: number;
  to?: 'client';
  bytes: string;
}

/** What X and the server say to each other, bytes by `latin1`; the message comes at 600 ms. */
function makeTalk(segments: readonly Segment[]): Journal {
  const quiet = without(makeJournal(makeTheirs()), (e) => e.kind === 'data' && e.role === 'X');
  const data = segments.map(({ atMs, to, bytes }, index): JournalEvent => {
    const raw = Buffer.from(bytes, 'latin1');
    const direction = to === 'client' ? 'to-client' : 'to-server';
    return {
      ...{ witness: 'wire', kind: 'data', atNs: toNs(atMs), frame: 900 + index, stream: 0 },
      ...{ role: 'X', direction, offset: 0, bytes: raw.length },
      ...{ text: raw.toString(), base64: raw.toString('base64') },
    };
  });
  return add(quiet, ...data);
}

/** The turns that a client of ours would say for X; `<` before one that waits for the server. */
function seeReplay(segments: readonly Segment[]): string[] | undefined {
  const { says }: Learnt = learnFrom(makeTalk(segments));
  const turns = says.X && [...says.X.turns, says.X.message];
  return turns?.map(({ base64, waits }) => {
    return `${waits ? '<' : ''}${Buffer.from(base64, 'base64').toString('latin1')}`;
  });
}

const answer: Segment = { atMs: 905, to: 'client', bytes: `${verdict}\n` };
const object = '\xac\xed\0\x05t\0\x08X: Alice';

showKind('K6', seeReplay, {
  inputs: [
    ['C: no newline, and a NUL', [{ atMs: 600, bytes: 'X: Alice\0' }, answer], ['X: Alice\0']],
    ['Java: writeUTF', [{ atMs: 600, bytes: '\0\x08X: Alice' }, answer], ['\0\x08X: Alice']],
    ['Java: an object stream', [{ atMs: 600, bytes: object }, answer], [object]],
    [
      'a buffer of a fixed size',
      [{ atMs: 600, bytes: 'X: Alice'.padEnd(64) }, answer],
      ['X: Alice'.padEnd(64)],
    ],
    ['Windows', [{ atMs: 600, bytes: 'X: Alice\r\n' }, answer], ['X: Alice\r\n']],
  ],
  nearMisses: [
    [
      'what it says after the answer',
      [{ atMs: 600, bytes: 'X: Alice' }, answer, { atMs: 950, bytes: 'Bye' }],
      ['X: Alice'],
    ],
    ['what the server says', [answer], undefined],
  ],
});

t.test('a server with a port for each client: a replay connects where its own did', async (t) => {
  const ports = (x: number, y: number) => {
    const run = change(makeJournal(makeTheirs()), 'syn', (event) => {
      return { ...event, server: `10.0.0.1:${event.role === 'X' ? x : y}` };
    });
    const { says } = learnFrom(run);
    return [says.X?.port, says.Y?.port];
  };
  t.same(ports(7001, 7002), [7001, 7002]);
  t.same(ports(7001, 7001), [undefined, undefined], 'one port is the plan’s');
});

showKind('K24', seeReplay, {
  inputs: [
    [
      'NICK, then the message',
      [
        { atMs: 320, to: 'client', bytes: 'NICK' },
        { atMs: 340, bytes: 'Alice' },
        { atMs: 350, to: 'client', bytes: 'OK\n' },
        { atMs: 600, bytes: 'X: Alice' },
        answer,
      ],
      ['<Alice', '<X: Alice'],
    ],
    [
      'a question in Spanish',
      [{ atMs: 320, to: 'client', bytes: 'Nombre: ' }, { atMs: 600, bytes: 'X: Alice\n' }, answer],
      ['<X: Alice\n'],
    ],
    [
      'the client begins, and is given a number',
      [
        { atMs: 310, bytes: 'JOIN\n' },
        { atMs: 320, to: 'client', bytes: '1\n' },
        { atMs: 600, bytes: 'X: Alice\n' },
        answer,
      ],
      ['JOIN\n', '<X: Alice\n'],
    ],
  ],
  nearMisses: [
    [
      'a word after the message is no question',
      [{ atMs: 600, bytes: 'X: Alice\n' }, { atMs: 610, to: 'client', bytes: 'Got it\n' }, answer],
      ['X: Alice\n'],
    ],
  ],
});

interface Waiting {
  isAlive: boolean;
  hasMessage?: boolean;
  tellsX?: boolean;
  isRelay?: boolean;
  graceMs?: number;
}

/** How long a server that has not told all of them anything gets in the next play. */
function seePatience({
  isAlive,
  hasMessage = true,
  tellsX = false,
  isRelay = false,
  graceMs,
}: Waiting): number | undefined {
  // Y's line goes to X before X has said its own, and the other way round.
  const relayed = {
    X: [{ atMs: 610, text: 'Y: Bob\n' }],
    Y: [{ atMs: 605, text: 'X: Alice\n' }],
  };
  const told = isRelay
    ? relayed
    : { X: tellsX ? [{ atMs: 905, text: 'One moment\n' }] : [], Y: [] };
  const plan = { ...makeTheirs(), ...(graceMs !== undefined && { graceMs }) };
  const journal = makeJournal(plan, { told });
  const quiet = without(journal, ({ kind }) => kind === 'data' && !hasMessage);
  const roles = isAlive ? ['server', 'X', 'Y'] : ['X', 'Y'];
  const limit: JournalEvent = {
    ...{ witness: 'stage', kind: 'limit', atNs: toNs(6000), roles },
    because: 'still running after 5 s in which nothing happened',
  };
  return revise(add(quiet, limit), graceMs === undefined ? {} : { graceMs })?.graceMs;
}

showKind('K14', seePatience, {
  inputs: [
    ['it sleeps', { isAlive: true }, 12_000],
    ['it had a little more', { isAlive: true, graceMs: 5000 }, 12_000],
    ['it has told one of them', { isAlive: true, tellsX: true }, 12_000],
  ],
  nearMisses: [
    ['it had all the time there is', { isAlive: true, graceMs: 12_000 }, undefined],
    ['no message came', { isAlive: true, hasMessage: false }, undefined],
    ['each was told what the other said', { isAlive: true, isRelay: true }, undefined],
    ['it has ended', { isAlive: false }, undefined],
  ],
});

/** After how long a silence later plays end, by one in which something came so long after the last. */
function seeIdle(pauseMs: number): number | undefined {
  const journal = makeJournal(makeTheirs());
  const last = Math.max(...journal.events.map(({ atNs }) => atNs));
  const word: JournalEvent = {
    ...{ witness: 'printed', kind: 'line', role: 'server', atNs: last + toNs(pauseMs) },
    ...{ text: 'waiting', complete: true },
  };
  const limit: JournalEvent = {
    ...{ witness: 'stage', kind: 'limit', atNs: word.atNs + toNs(5000), roles: ['server'] },
    because: 'still running after 5 s in which nothing happened',
  };
  const noise = { witness: 'kernel', kind: 'sampling', atNs: word.atNs + 1 } as JournalEvent;
  const learnt = learnFrom(add(journal, word, noise, limit));
  const { idleMs, graceMs } = trimPatience(conclude({ graceMs: 12_000 }), learnt);
  return graceMs ?? idleMs;
}

t.test('plays end sooner where a play has shown how long its programs pause', async (t) => {
  t.equal(seeIdle(20), 2000, 'never for less');
  t.equal(seeIdle(1000), 3000, 'three times the pause');
  t.equal(seeIdle(2500), undefined, 'as usual');
  t.equal(seeIdle(7000), 12_000, 'more time brought more');
  const ended = learnFrom(makeJournal(makeTheirs()));
  t.match(trimPatience(conclude({ graceMs: 12_000 }), ended), { graceMs: 12_000 }, 'they ended');
});

interface Ending {
  alive: string[];
  closes: boolean;
  more?: JournalEvent[];
}

/** Whether the chat is played after this play, and what X's message was. */
function seeChat({ alive, closes, more = [] }: Ending): readonly [boolean, string] {
  const journal = without(makeJournal(makeTheirs()), ({ kind }) => kind === 'closed' && !closes);
  const limit: JournalEvent = {
    ...{ witness: 'stage', kind: 'limit', atNs: toNs(3000), roles: alive, because: 'quiet' },
  };
  const { goesOn, says } = learnFrom(add(journal, limit, ...more));
  return [goesOn, Buffer.from(says.X?.message.base64 ?? '', 'base64').toString()];
}

const all = ['server', 'X', 'Y'];
const saying = (
  atMs: number,
  direction: 'to-server' | 'to-client',
  text: string,
): JournalEvent => ({
  ...{ witness: 'wire', kind: 'data', atNs: toNs(atMs), frame: 950, stream: 0, role: 'X' },
  ...{ direction, offset: 0, bytes: text.length, text },
});

showKind('K15', seeChat, {
  inputs: [
    ['all stay', { alive: all, closes: false }, [true, 'X: Alice\n']],
    [
      'a line of the chat is no message',
      { alive: all, closes: false, more: [saying(1500, 'to-server', 'Alice\n')] },
      [true, 'X: Alice\n'],
    ],
    [
      'the server invites',
      {
        alive: all,
        closes: false,
        more: [saying(1000, 'to-client', 'You may chat. Bye ends it\n')],
      },
      [true, 'X: Alice\n'],
    ],
  ],
  nearMisses: [
    ['the server has ended', { alive: ['X', 'Y'], closes: false }, [false, 'X: Alice\n']],
    ['one client has ended', { alive: ['server', 'X'], closes: false }, [false, 'X: Alice\n']],
    ['a server that waits for others', { alive: ['server'], closes: true }, [false, 'X: Alice\n']],
  ],
});

/** The port and the server's command after clients asked for a port in vain. */
function seePort({ asked, server }: { asked: readonly number[]; server: string }) {
  const plan = makeTheirs();
  const journal = makeJournal({ ...plan, server: { ...plan.server, command: server } });
  const heard = without(journal, ({ kind }) => kind === 'data');
  let at = 0;
  const run = change(heard, 'syn', (event) => {
    const port = asked[at++ % asked.length];
    return { ...event, server: `10.0.0.1:${port}` };
  });
  const found = reviseConclusion(
    conclude({ submission: { ...commands, server, type: typed } }),
    run,
    wanted,
  );
  const moved = found.find(({ because }) => because.includes('is given that one'));
  return moved
    ? [moved.conclusion.submission.port, moved.conclusion.submission.server]
    : 'as it is';
}

showKind('K28', seePort, {
  inputs: [
    ['PHP', { asked: [8765], server: 'php serve.php 12000' }, [8765, 'php serve.php 8765']],
    [
      'an option',
      { asked: [5000], server: './server --port 12000 -v' },
      [5000, './server --port 5000 -v'],
    ],
    [
      'behind an address',
      { asked: [4444], server: 'java S 0.0.0.0 12000' },
      [4444, 'java S 0.0.0.0 4444'],
    ],
  ],
  nearMisses: [
    ['a server with a port of its own', { asked: [8765], server: './server' }, 'as it is'],
    ['the same port', { asked: [12000], server: './server 12000' }, 'as it is'],
    ['two ports', { asked: [8765, 8766], server: './server 12000' }, 'as it is'],
  ],
});
