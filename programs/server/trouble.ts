/**
 * All that can go wrong with a client, as data: why there will be no verdict, said to the client
 * itself (if it still listens), and said of it, to the log and to the others.
 */
import { maxMessageBytes } from '../shared/text.ts';

export const troubles = {
  left: {
    own: 'you ended the connection before you sent a message',
    other: 'left before it sent a message',
  },
  broken: {
    own: 'the connection broke before your message was whole',
    other: 'broke the connection before its message was whole',
  },
  silent: {
    own: 'you sent no whole message within the limit',
    other: 'sent no whole message within the limit',
  },
  'too-long': {
    own: `you sent more than ${maxMessageBytes} bytes without an end`,
    other: `sent more than ${maxMessageBytes} bytes without an end`,
  },
  'not-text': {
    own: 'your message is not UTF-8',
    other: 'sent a message that is not UTF-8',
  },
  fault: {
    own: 'this server lost your conversation by a fault of its own',
    other: 'was lost by a fault of this server',
  },
} as const;

export type Trouble = keyof typeof troubles;

/** The codes in a fixed order, so that the ledger can hold one as a number. */
export const troubleCodes = Object.keys(troubles) as readonly Trouble[];

/** The line for a client that is in trouble itself. */
export function describeOwnTrouble(trouble: Trouble): string {
  return `No verdict: ${troubles[trouble].own}`;
}

/** The line for a client whose partner (`index` from 0, of `clients`) is in trouble. */
export function describeOthersTrouble(trouble: Trouble, index: number, clients: number): string {
  const who = clients === 2 ? 'the other client' : `client ${index + 1}`;
  return `No verdict: ${who} ${troubles[trouble].other}`;
}
