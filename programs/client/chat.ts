/**
 * The client in a chat: connects, introduces itself with its message ("X: Alice"), then sends each
 * line that is typed and shows each one that comes, until somebody says Bye or the chat breaks off.
 */
import type { Socket } from 'node:net';
import { actAt, type Epoch, getMoment } from '../shared/clock.ts';
import { formatEndpoint } from '../shared/endpoint.ts';
import { writeNote } from '../shared/journal.ts';
import { watchLull } from '../shared/lull.ts';
import { escapeText, printLine } from '../shared/print.ts';
import { getSaid, isBye, maxMessageBytes } from '../shared/text.ts';
import type { ClientFlags } from './client-flags.ts';
import { connectAtTime } from './connect.ts';
import type { Ending, Speaker } from './conversation.ts';
import { type Keyboard, openKeyboard, showPlainly } from './keyboard.ts';
import {
  createLineReader,
  cutMessage,
  lullMs,
  maxLineLength,
  readLines,
  takeRest,
} from './message.ts';
import { send } from './send.ts';

/** How long the server may be silent before the kernel asks whether it is there. */
const keepAliveMs = 5_000;

interface Talk {
  readonly role: string;
  readonly endpoint: string;
  readonly socket: Socket;
  /** Once we have said Bye, or left, the server may be silent for so long before it ends it all. */
  readonly partingMs: number;
  /** Null until we have introduced ourselves. */
  keyboard: Keyboard | null;
  /** Bye was said, here or there, or our keyboard has ended: the end is no surprise. */
  isParting: boolean;
  partingTimer: NodeJS.Timeout | null;
}

/** Chats to the end. Of the flags' times, the limit is only for connecting. Never rejects. */
export async function chat(
  { role, message }: Speaker,
  flags: ClientFlags,
  epoch: Epoch,
): Promise<Ending> {
  const stop = new AbortController();
  const cancel = actAt(epoch, flags['limit-ms'], () => stop.abort());
  const socket = await connectAtTime(flags, epoch, stop.signal);
  cancel();
  if (typeof socket === 'string') return { kind: 'unconnected', because: socket };
  socket.setKeepAlive(true, keepAliveMs);
  const endpoint = formatEndpoint(socket.localAddress, socket.localPort);
  printLine(
    `Connected to ${formatEndpoint(socket.remoteAddress, socket.remotePort)} from ${endpoint}.`,
  );
  writeNote(role, { what: 'connected', client: endpoint });

  const talk: Talk = {
    role,
    endpoint,
    socket,
    partingMs: flags['parting-ms'],
    keyboard: null,
    isParting: false,
    partingTimer: null,
  };
  const leaveMs = flags['leave-ms'];
  const stay = leaveMs === undefined ? null : actAt(epoch, leaveMs, () => part(talk, true));
  const heard = listen(talk).finally(() => stop.abort());
  const pieces = cutMessage(message, flags.framing, flags.pieces);
  const sendNs = await getMoment(epoch, flags['send-ms']);
  const sent = await send(socket, pieces, sendNs, flags['piece-gap-ms'], stop.signal);
  if (sent !== null) {
    printLine(`Sent: ${escapeText(message)}`);
    writeNote(role, { what: 'sent', client: endpoint, text: message, atNs: sent });
    if (isBye(message)) part(talk, false);
    else takeKeyboard(talk);
  }
  const because = await heard;
  stay?.();
  talk.keyboard?.close();
  printLine('Closed the connection.');
  writeNote(role, { what: 'closed', client: endpoint });
  return talk.isParting ? { kind: 'parted' } : { kind: 'cut-off', because };
}

function takeKeyboard(talk: Talk): void {
  const { socket } = talk;
  talk.keyboard = openKeyboard(`${talk.role}: `, {
    hear: (lines) => sayLines(talk, lines),
    ended: () => part(talk, true),
  });
  // What is typed faster than it can be sent waits where it comes from.
  socket.on('drain', () => talk.keyboard?.resume());
}

/** Sends what was typed, up to a Bye; empty lines are nothing, and too long ones stay here. */
function sayLines(talk: Talk, typed: readonly string[]): void {
  if (talk.isParting || !talk.socket.writable) return;
  const lines: string[] = [];
  let hasBye = false;
  for (const line of typed) {
    if (line === '' || hasBye) continue;
    if (Buffer.byteLength(line) > maxMessageBytes) {
      talk.keyboard?.showNotice(`Not sent: that line has more than ${maxMessageBytes} bytes.`);
      continue;
    }
    lines.push(line);
    hasBye = isBye(line);
  }
  if (lines.length === 0) return;
  const hasRoom = talk.socket.write(`${lines.join('\n')}\n`);
  talk.keyboard?.showSent(lines);
  for (const text of lines) {
    writeNote(talk.role, { what: 'sent', client: talk.endpoint, text });
  }
  if (hasBye) part(talk, false);
  else if (!hasRoom) talk.keyboard?.pause();
}

/** Nothing is typed any more. After Bye the server ends the chat; without it we end our side. */
function part(talk: Talk, isToEnd: boolean): void {
  if (talk.isParting) return;
  talk.isParting = true;
  const { socket } = talk;
  talk.keyboard?.close();
  const wait = () => {
    if (!socket.destroyed) talk.partingTimer = setTimeout(() => socket.destroy(), talk.partingMs);
  };
  // The time counts from when all that we said has gone.
  if (isToEnd) socket.end(wait);
  else socket.write('', wait);
}

/** Shows what comes, until the connection ends; says how it did. */
function listen(talk: Talk): Promise<string> {
  const { socket, role, endpoint: client } = talk;
  const reader = createLineReader();
  let endsLines = false;
  let because = 'the connection is closed';
  const hear = (lines: readonly string[]) => {
    if (lines.length === 0) return;
    if (talk.keyboard === null) showPlainly(lines);
    else talk.keyboard.showReceived(lines);
    for (const text of lines) {
      writeNote(role, { what: 'received', client, text });
    }
    const last = getSaid(lines[lines.length - 1] ?? '');
    hasHeardBye = last !== null && isBye(last);
  };
  let hasHeardBye = false;
  const hearRest = () => {
    const rest = takeRest(reader);
    if (rest !== null) hear([rest]);
  };
  const lull = watchLull(lullMs, () => endsLines || hearRest());
  socket.on('data', (bytes) => {
    const lines = readLines(reader, bytes);
    endsLines ||= lines.length > 0;
    hear(lines);
    if (reader.rest.length > maxLineLength) hearRest();
    lull.refresh();
    talk.partingTimer?.refresh();
  });
  socket.on('end', () => {
    hearRest();
    because = 'the server ended the connection';
    socket.end();
  });
  socket.on('error', (error) => {
    because = `the connection broke (${error.message})`;
  });
  return new Promise((resolve) => {
    socket.on('close', () => {
      lull.stop();
      if (talk.partingTimer !== null) clearTimeout(talk.partingTimer);
      talk.isParting ||= hasHeardBye;
      resolve(because);
    });
  });
}
