/**
 * The ways in which a client's part in a chat can end, as data: what the others are told of it, and
 * what it is told itself, if that is of use and it may still listen.
 */
import { maxMessageBytes, noticeMark } from '../shared/text.ts';

export const leavings: Readonly<Record<Leaving, { other?: string; own?: string }>> = {
  /** Its Bye was relayed, which says it all. */
  bye: {},
  left: { other: 'left without Bye' },
  broken: { other: 'lost the connection' },
  'too-long': {
    other: `was let go: it sent more than ${maxMessageBytes} bytes without a line end`,
    own: `You are let go: you sent more than ${maxMessageBytes} bytes without a line end`,
  },
  slow: { other: 'was let go: it did not read what it was sent' },
  fault: { other: 'was lost by a fault of this server' },
};

export type Leaving = 'bye' | 'left' | 'broken' | 'too-long' | 'slow' | 'fault';

/** The line for all others, or null where none is needed. */
export function describeLeaving(leaving: Leaving, name: string): string | null {
  const { other } = leavings[leaving];
  return other === undefined ? null : `${noticeMark}${name} ${other}`;
}

/** The line for the client itself, or null. */
export function describeOwnLeaving(leaving: Leaving): string | null {
  const { own } = leavings[leaving];
  return own === undefined ? null : `${noticeMark}${own}`;
}
