/**
 * A chat from its beginning to its kept report: the play on the stage, and the people at it. One
 * terminal has both keyboards, or each of two has one (door.ts).
 */

import type { ChatPerson, ChatSetting } from '../model/assignment.ts';
import type { Plan } from '../model/plan.ts';
import type { Report } from '../model/report.ts';
import type { LiveSink } from '../run/play.ts';
import { type OneBox, playOnBox, type SessionOptions, useBox } from '../run/session.ts';
import type { Stage } from '../stage/stage.ts';
import { openAlone } from './alone.ts';
import { type Door, type DoorWord, openDoor } from './door.ts';
import { openSplit } from './split.ts';
import type { ChatView, Hands } from './view.ts';

export interface ChatOptions {
  session: Omit<SessionOptions, 'plans' | 'live' | 'progress' | 'onInterrupt'>;
  /** Absent: both keyboards are here. */
  role?: string;
  people: ChatSetting['people'];
  makePlan(people: ChatSetting['people']): Plan;
  say(line: string): void;
}

/** How it ended: with a report here, or, for a guest, with the host's words about it. */
export type ChatEnd =
  | { report: Report; isStopped: boolean; interrupted: boolean }
  | { words: string; code: number };

/** Chats. Throws LabError for trouble before the chat began. */
export async function chatOnBox(options: ChatOptions): Promise<ChatEnd> {
  let view: ChatView | undefined;
  let interrupted = false;
  const progress = {
    say: options.say,
    onEvent() {},
    onDone() {},
    end() {},
  };
  const session: SessionOptions = {
    ...options.session,
    plans: [options.makePlan(options.people)],
    progress,
    onInterrupt() {
      interrupted = true;
      view?.close();
    },
  };
  const onView = (opened: ChatView) => {
    view = opened;
    if (interrupted) opened.close();
  };
  try {
    return await useBox(session, async (course) => {
      const { role } = options;
      if (role === undefined) {
        const played = await play(course, session, (hands) => openTwo(options, hands), onView);
        return { ...played, interrupted };
      }
      const { door, isHost } = await openDoor(course.box);
      try {
        const attending = isHost
          ? host(door, role, { course, session, options, onView })
          : visit(door, role, { options, onView });
        const end = await Promise.race([attending, course.interruption]);
        return 'report' in end ? { ...end, interrupted } : end;
      } finally {
        await door.close();
      }
    });
  } finally {
    view?.close();
  }
}

function openTwo({ people: [left, right] }: ChatOptions, hands: Hands): ChatView {
  const title = ({ role, name }: ChatPerson, host: string) => ({
    ...{ role, title: `${role}: ${name} on ${host}` },
  });
  return openSplit([title(left, 'h2'), title(right, 'h3')], hands);
}

/** Plays with a view that is opened at the epoch, when the clients are at their keyboards. */
async function play(
  { box, prepared }: OneBox,
  session: SessionOptions,
  open: (hands: Hands) => ChatView,
  onView: (view: ChatView) => void,
): Promise<{ report: Report; isStopped: boolean }> {
  let stage: Stage | undefined;
  let view: ChatView | undefined;
  let isStopped = false;
  const hands: Hands = {
    type: (role, bytes) =>
      stage?.tell({ do: 'keys', role, data: Buffer.from(bytes).toString('base64') }),
    resize: (role, rows, columns) => stage?.tell({ do: 'size', role, rows, columns }),
    hangUp: (role) => stage?.tell({ do: 'hang-up', role }),
    finish() {
      isStopped = true;
      stage?.tell({ do: 'finish' });
    },
  };
  const early: [string, Uint8Array][] = [];
  const live: LiveSink = {
    onStage(playing) {
      stage = playing;
    },
    onFile(name, data) {
      const role = /^logs\/(.+)\.log$/.exec(name)?.[1];
      if (role === undefined || role === 'server') return;
      if (view === undefined) early.push([role, data]);
      else view.show(role, data);
    },
  };
  const progress: SessionOptions['progress'] = {
    ...session.progress,
    onEvent(_plan, event) {
      if (event.kind === 'phase' && event.name === 'epoch') {
        view = open(hands);
        onView(view);
        for (const [role, data] of early.splice(0)) view.show(role, data);
      }
      if (event.kind === 'phase' && event.name === 'collecting') view?.close();
      if (event.kind === 'exited' && event.role !== 'server') {
        view?.leave(event.role);
      }
    },
  };
  const report = await playOnBox(box, prepared, { ...session, live, progress });
  view?.close();
  return { report, isStopped };
}

interface Meeting {
  options: ChatOptions;
  onView: (view: ChatView) => void;
}

/** The terminal that came first: waits for the other one, and has the play. */
async function host(
  door: Door,
  role: string,
  { course, session, options, onView }: Meeting & { course: OneBox; session: SessionOptions },
): Promise<{ report: Report; isStopped: boolean }> {
  const other = options.people.find((person) => person.role !== role)?.role ?? '';
  options.say(
    `Waiting for ${other}: in another terminal, npx zx lab/chat.mjs --role ${other}` +
      (options.session.boxName === undefined ? '' : ` --box ${options.session.boxName}`),
  );
  let listener: (word: DoorWord) => void = () => {};
  const guestName = await new Promise<string>((resolve) => {
    door.listen((word) => {
      if (!('hello' in word)) return listener(word);
      if (word.hello.role === other) return resolve(word.hello.name);
      door.say({ refused: `${role} has the other terminal already; take --role ${other}` });
    });
    void door.closed.then(() => resolve(''));
  });
  const [left, right] = options.people;
  const rename = (person: ChatPerson) =>
    person.role === other && guestName !== '' ? { ...person, name: guestName } : person;
  const people: ChatSetting['people'] = [rename(left), rename(right)];
  const played = await play(
    course,
    { ...session, plans: [options.makePlan(people)] },
    (hands) => {
      const own = openAlone(role, hands);
      door.say({ begin: true });
      listener = (word) => {
        if ('bytes' in word) hands.type(other, Buffer.from(word.bytes, 'base64'));
        else if ('size' in word) hands.resize(other, word.size.rows, word.size.columns);
        else if ('finish' in word) hands.finish();
        // Its window was closed, or its connection broke.
        else if ('door' in word && word.door === 'out') hands.hangUp(other);
      };
      return {
        show(who, bytes) {
          if (who === other) door.say({ bytes: Buffer.from(bytes).toString('base64') });
          else own.show(who, bytes);
        },
        leave: () => {},
        close: own.close,
      };
    },
    onView,
  );
  const { outcome, directory } = played.report;
  door.say({ over: `The chat is kept, by the other terminal, in ${directory}: ${outcome}` });
  return played;
}

/** The terminal that came second: its keys go to the host, and what its client shows comes here. */
async function visit(
  door: Door,
  role: string,
  { options, onView }: Meeting,
): Promise<{ words: string; code: number }> {
  const own = options.people.find((person) => person.role === role);
  door.say({ hello: { role, name: own?.name ?? '' } });
  let view: ChatView | undefined;
  const hands: Hands = {
    type: (_role, bytes) => door.say({ bytes: Buffer.from(bytes).toString('base64') }),
    resize: (_role, rows, columns) => door.say({ size: { rows, columns } }),
    hangUp() {},
    finish: () => door.say({ finish: true }),
  };
  const end = await new Promise<{ words: string; code: number }>((resolve) => {
    door.listen((word) => {
      if ('begin' in word) {
        view = openAlone(role, hands);
        onView(view);
      } else if ('bytes' in word) view?.show(role, Buffer.from(word.bytes, 'base64'));
      else if ('over' in word) resolve({ words: word.over, code: 0 });
      else if ('refused' in word) resolve({ words: word.refused, code: 64 });
      else if ('door' in word && word.door === 'full') {
        resolve({ words: 'There is a chat with both its terminals on this box already', code: 64 });
      }
    });
    void door.closed.then(() => {
      resolve({ words: 'The other terminal has ended the chat', code: 1 });
    });
  });
  view?.close();
  return end;
}
