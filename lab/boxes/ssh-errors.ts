/** What ssh2's errors mean for the user: which LabError, and what to do now. */
import { LabError } from '../model/errors.ts';
import { type BoxAddress, describeAddress } from './address.ts';
import { NoRoomError } from './ssh-channels.ts';
import { readWords } from './ssh-greeting.ts';
import type { Attempts } from './ssh-methods.ts';

/** The host has too many connections at the moment (MaxStartups, sshd_config(5)). */
export class BusyError extends LabError {}

/** The host wants an answer to a question, or a password: a person at a terminal may have it. */
export class QuestionError extends LabError {}

interface About {
  /** What was tried; absent where the host had not yet proved who it is. */
  attempts: Attempts | undefined;
  /** What the host said before its greeting, or in place of one. */
  said: string;
}

/** Why there was no connection. */
export function explainFailure(
  name: string,
  address: BoxAddress,
  error: (Error & { code?: unknown; level?: string }) | undefined,
  { attempts, said }: About,
): LabError {
  const because = error === undefined ? 'it closed the connection' : explainBreak(error);
  if (attempts !== undefined && attempts.questions.length > 0) return explainMore(name, attempts);
  if (attempts !== undefined && isRefusal(error)) {
    if (attempts.accepted !== undefined && attempts.wanted.length > 0) {
      return explainMore(name, attempts);
    }
    const { tried } = attempts;
    const what = tried.length === 0 ? 'nothing, for there was no key' : tried.join(', ');
    return new LabError('BOX_REFUSED', `${name} did not let us in (${because}). Tried: ${what}.`, {
      hint: 'Name a key in LAB_SSH_KEY, or add one to the agent, that authorized_keys there has.',
      cause: error,
    });
  }
  const place = `${name} (${describeAddress(address)})`;
  const words = readWords(said);
  if (words !== '' && attempts === undefined) return explainWords(place, words, error);
  return new LabError('BOX_UNREACHABLE', `No connection to ${place}: ${because}.`, {
    hint: 'See that the box is up, that sshd runs there, and that host and port are right.',
    cause: error,
  });
}

/** A key was right, but it is not all that the host wants (AuthenticationMethods). */
function explainMore(name: string, { accepted, wanted, questions, tried }: Attempts): LabError {
  const asked = questions.map((question) => JSON.stringify(question)).join(', ');
  const what = wanted.join(' or ') || 'another method';
  const more = `${what}${asked === '' ? '' : `, and asks ${asked}`}`;
  const keys = tried.length === 0 ? 'There was no key' : `It took no key of: ${tried.join(', ')}`;
  const message =
    accepted === undefined
      ? `${name} did not let us in: it wants ${more}. ${keys}.`
      : `${name} accepted the key (${accepted}), but wants also ${more}.`;
  return new QuestionError('BOX_REFUSED', message, {
    hint: 'Run it at a terminal, where ssh can ask you; or have the host let this key in alone.',
  });
}

/** What the host said in place of a greeting: sshd hangs up with a line, and so do wrappers. */
function explainWords(place: string, words: string, cause: Error | undefined): LabError {
  const message = `No connection to ${place}: it said ${JSON.stringify(words)} and hung up.`;
  if (/MaxStartups/i.test(words)) {
    const hint = 'Too many connections are being made there: wait, or raise MaxStartups there.';
    return new BusyError('BOX_UNREACHABLE', message, { hint, cause });
  }
  const hint = /not allowed at this time/i.test(words)
    ? 'The host has locked this address out for a while (PerSourcePenalties): wait, and mend the key.'
    : 'See that sshd runs at this host and port, and lets this machine connect.';
  return new LabError('BOX_UNREACHABLE', message, { hint, cause });
}

/** What ended a connection: the system's word, the host's own, or bytes that are no SSH. */
export function explainBreak(error: Error & { code?: unknown; level?: string }): string {
  const { message, code, level } = error;
  const words = message || String(code ?? 'it closed the connection');
  const isKnown = code !== undefined || level?.startsWith('client-') === true || level === 'agent';
  // ssh2 throws the latter where a command is started on a connection that is gone already.
  if (isKnown || /lost before handshake|^Not connected$/.test(words)) return words;
  return `what came is no SSH (${words})`;
}

/** Whether a box was lost because it fell silent: then asking again would mean waiting again. */
export function isSilence({ cause }: LabError): boolean {
  return (cause as { level?: unknown } | undefined)?.level === 'client-timeout';
}

/**
 * Whether the host said no, in its own words (RFC 4253, 11.1: a number says why it hangs up) or to
 * our last key. A connection that broke meanwhile is none.
 */
function isRefusal(error: { code?: unknown; level?: string } | undefined): boolean {
  if (error === undefined) return false;
  const { level, code } = error;
  return level === 'client-authentication' || level === 'agent' || typeof code === 'number';
}

/** The host before this one on the way could not reach it, or would not. */
export function explainNoWay(name: string, address: BoxAddress, error: Error): LabError {
  if (error instanceof LabError) return error;
  const message = `No connection to ${name} (${describeAddress(address)}) from the host before it`;
  const because = error.message.replace(/^\(SSH\) Channel open failure: /, '');
  return new LabError('BOX_UNREACHABLE', `${message}: ${because}.`, {
    hint: 'See that sshd there forwards (AllowTcpForwarding), and that host and port are right.',
    cause: error,
  });
}

/** The box would not open a channel, so nothing was started; or would not run the command. */
export function explainNoChannel(name: string, error: Error): Error {
  const { reason } = error as Error & { reason?: unknown };
  if (reason !== undefined)
    return new NoRoomError('COMMAND_FAILED', `${name} opened no channel: ${error.message}`);
  return new LabError('COMMAND_FAILED', `${name} would not run a command: ${error.message}.`, {
    hint: 'See whether sshd there forces a command or allows none to this user.',
    cause: error,
  });
}
