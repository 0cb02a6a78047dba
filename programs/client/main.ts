/**
 * The client: connects to the server, says one message ("X: Alice"), and prints the answer, which
 * names whose message was received first.
 *
 *     node client.mjs --role X --name Alice --host 10.0.0.1
 *
 * There is no handshake: the message is the first thing on the wire, and the answer the last.
 * In the order of the flow: client-flags.ts, ../shared/clock.ts (when to act), connect.ts,
 * message.ts (bytes out, lines in), conversation.ts (what happens when). With --chat, chat.ts takes
 * its place, and keyboard.ts has what is typed. README.md in programs/ has the protocol.
 *
 * Started by hand, it acts at once. Started by a lab that names a FIFO in LAB_EPOCH, it says that
 * it is armed and acts at times relative to the epoch that it reads there; of a FIFO in LAB_SERIES
 * it reads one trial after the other (series.ts). A lab may start it in advance (waiting.ts).
 *
 * Exit status: 0, it got its acknowledgement, or left as --leave-ms told it; 1, it was connected
 * but got none; 2, it never was connected; 64, a wrong flag. In a chat: 0, it ended with Bye,
 * whoever said it, or with our own keyboard; 1, it was cut off.
 */

import { readEpoch } from '../shared/clock.ts';
import {
  describeFlags,
  exitWrongFlag,
  FlagError,
  type FlagValues,
  parseFlags,
} from '../shared/flags.ts';
import { writeNote } from '../shared/journal.ts';
import { escapeText, printLine, printProblem } from '../shared/print.ts';
import { receiveFlags } from '../shared/waiting.ts';
import { chat } from './chat.ts';
import { clientFlags } from './client-flags.ts';
import { converse, type Ending, type Speaker } from './conversation.ts';
import { rehearse } from './rehearse.ts';
import { readTrials, trialOver } from './series.ts';

const exitNoAcknowledgement = 1;
const exitCutOff = 1;
const exitNeverConnected = 2;

await startClient();

/** Reads the flags and the epoch, holds the conversation, and sets the exit status. */
async function startClient(): Promise<void> {
  try {
    const args = await receiveFlags(rehearse);
    const flags = parseFlags(clientFlags, args);
    if (flags === null) {
      printLine(describeFlags('Usage: node client.mjs --role X --name Alice [flags]', clientFlags));
      return;
    }
    const speaker = getSpeaker(flags);
    const { LAB_EPOCH: epoch, LAB_SERIES: series } = process.env;
    if (series) refuseChat(flags);
    const rehearsal = epoch || series ? { tookMs: await rehearse() } : {};
    writeNote(speaker.role, { what: 'armed', ...rehearsal });
    if (series) await playSeries(series, args);
    else {
      const play = flags.chat ? chat : converse;
      const when = await readEpoch();
      process.exitCode = report(await play(speaker, flags, when));
      when.forget?.();
    }
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    printProblem(error.message);
    process.exitCode = error instanceof FlagError ? exitWrongFlag : exitNeverConnected;
  }
}

/** A chat has one keyboard and one end, so it is no trial of a series. */
function refuseChat({ chat }: FlagValues<typeof clientFlags>): void {
  if (chat) throw new FlagError('--chat is not played in a series of trials (LAB_SERIES).');
}

/** Plays one trial after the other; how each ended is in the journal, not in the exit status. */
async function playSeries(path: string, common: readonly string[]): Promise<void> {
  for await (const { epochNs, args } of readTrials(path)) {
    const flags = parseFlags(clientFlags, [...common, ...args]);
    if (flags === null) continue;
    const speaker = getSpeaker(flags);
    refuseChat(flags);
    const ending = await converse(speaker, flags, { ns: epochNs });
    report(ending);
    printLine(trialOver);
    writeNote(speaker.role, { what: 'done', text: ending.kind });
  }
}

/** Who speaks, and what: "ROLE: NAME", or whatever --message says. */
function getSpeaker({ role, name, message }: FlagValues<typeof clientFlags>): Speaker {
  if (message !== undefined) return { role: role ?? 'client', message };
  if (role === undefined || name === undefined) {
    throw new FlagError('Say who you are: --role X --name Alice, or --message TEXT.');
  }
  return { role, message: `${role}: ${name}` };
}

/** Says how it ended, where that is not plain from the lines before; returns the exit status. */
function report(ending: Ending): number {
  switch (ending.kind) {
    case 'acknowledged':
      return 0;
    case 'left':
      printLine('Left without waiting for the answer, as told.');
      return 0;
    case 'parted':
      printLine('The chat is over.');
      return 0;
    case 'cut-off':
      printLine(`The chat was cut off: ${escapeText(ending.because)}.`);
      return exitCutOff;
    case 'unacknowledged':
      printLine(`No acknowledgement: ${escapeText(ending.because)}.`);
      return exitNoAcknowledgement;
    case 'unconnected':
      printLine(`Never connected: ${escapeText(ending.because)}.`);
      return exitNeverConnected;
  }
}
