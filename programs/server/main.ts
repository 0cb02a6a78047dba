/**
 * The server: accepts all clients of a session, then receives one message from each, and tells all
 * of them whose message was received first: "X: Alice received before Y: Bob".
 *
 * WHY THIS PROBLEM NEEDS MULTITHREADING
 *
 * The server talks to several clients at once, and nobody knows which of them speaks first, or
 * when. A single thread that calls recv() on X's connection sleeps there until X speaks. If Y
 * speaks first, Y's message lies unread, and X's is read before it: the answer would follow the
 * order in which the clients are asked, or connected, and not the order in which their messages
 * came. So each client gets a thread of its own, and all conversations wait at the same time. The
 * threads must then share what they heard: no thread can answer "X before Y" from its own message
 * alone. They share a ledger in memory that all of them see, and each sleeps on it, as on a
 * condition variable, until the last message is in. Then every thread reads the same ledger, comes
 * to the same verdict, and tells its own client.
 *
 * WHAT THREADS DO NOT BUY, AND WHAT WE DO ABOUT IT
 *
 * Threads alone do not tell who was first. After a message has arrived, its thread still has to be
 * woken, and the scheduler may wake the later one earlier. We measured it, 400 pairs of messages
 * for each gap from 0 to 1 ms: where the thread noted the order after it was woken, 5 to 25 % of
 * the verdicts were wrong, in the textbook Python server (a lock and a list) just as in Node. Where
 * the order was noted at the place where the sockets are read, 1 of 2,000 was. So that is what
 * happens here: the main thread reads the sockets in the order in which the kernel reports them
 * ready, gives each chunk of bytes a ticket, and hands it to the worker thread of that client. The
 * worker owns the conversation: it puts chunks together to a message, prints it, waits for the
 * others, composes the verdict and sends it. In Node the main thread is an event loop and could do
 * that work too (Node can wait for many sockets in one thread, and cannot give a socket away to
 * another); the threads keep each conversation plain sequential code that may simply wait.
 *
 * WHERE THAT DOES NOT TELL, AND WHAT IS PROMISED THEN
 *
 * Two cases no arrangement of threads can mend, because this process finds both messages at once:
 * they had waited before reading began (clients that connect and send at once); or the whole
 * process was kept from running while they came (stopped just after it had looked at its sockets,
 * 87 of 200 came out wrong by the tickets). So the main thread keeps a pulse (pulse.ts), by which
 * it knows of every chunk between which two moments it came. Where two messages may have come in
 * either order, and more than 100 ms were lost, an arbiter asks the kernel (arbiter.ts), which
 * stamps every segment whatever we do, in ticks of up to 4 ms. The promise:
 *  - The verdict follows the wire, however long we were kept, if 16 ms or more lay between the ends
 *    of the messages, and nothing was sent behind them. On a busy machine it takes longer to look
 *    at the stamps, one by one; so much more has to lie between them, or it counts as less.
 *  - If less did, and we were kept from running for more than 100 ms, it still follows the wire
 *    where each message was one segment, and nothing of its client was read right before: then the
 *    kernel's queue of ready sockets has them in order. Else all are told that nobody can know.
 *  - If less did, and they had waited before reading began, the order of connecting stands; and
 *    within a delay of less than 100 ms the tickets stand, which may miss an order that is as
 *    close.
 *  - Where there is no ss to ask the kernel with, the tickets stand in all cases.
 * What is missed so the wire shows: the lab holds every verdict against it.
 *
 * The parts, in the order of the flow: door.ts lets clients in; session.ts gathers them and begins
 * reading; seat.ts is one client seen from the main thread (its socket, its tickets, its clocks);
 * conversation.ts is the same client seen from its worker thread, with framer.ts, which finds the
 * end of a message; pulse.ts, arbiter.ts and arrivals.ts are for when we were kept; ledger.ts is
 * what the threads share; thread-words.ts is what they say to each other; pool.ts keeps threads
 * for the next session. With --chat, chat-conversation.ts is the
 * conversation, and chat-room.ts relays what the threads hear. README.md in programs/ has the
 * protocol.
 *
 * Exit status: 0 when all sessions are done. A client's misbehaviour is that client's trouble: it
 * is told, printed and over, and does not change the status. 1: the port cannot be had. 64: a wrong
 * flag.
 */
import { isMainThread } from 'node:worker_threads';
import {
  describeFlags,
  exitWrongFlag,
  FlagError,
  type FlagValues,
  parseFlags,
} from '../shared/flags.ts';
import { printLine, printProblem } from '../shared/print.ts';
import { receiveFlags } from '../shared/waiting.ts';
import { openDoor } from './door.ts';
import { closePool, createPool, fillPool } from './pool.ts';
import { serverFlags } from './server-flags.ts';
import { runConversations } from './worker.ts';

if (isMainThread) await startServer();
else runConversations();

/** The main thread: reads the flags and opens the door. */
async function startServer(): Promise<void> {
  // The workers start from this very file, which may be a bundle with nothing beside it.
  const pool = createPool(new URL(import.meta.url));
  const flags = readFlags(await receiveFlags(() => fillPool(pool, serverFlags.clients.default)));
  if (flags !== null) openDoor(flags, pool);
  else closePool(pool);
}

/** The flags, or null where --help or a wrong flag has been answered already. */
function readFlags(args: readonly string[]): FlagValues<typeof serverFlags> | null {
  try {
    const flags = parseFlags(serverFlags, args);
    if (flags === null) printLine(describeFlags('Usage: node server.mjs [flags]', serverFlags));
    return flags;
  } catch (error) {
    if (!(error instanceof FlagError)) throw error;
    printProblem(error.message);
    process.exitCode = exitWrongFlag;
    return null;
  }
}
