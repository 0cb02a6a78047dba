/**
 * Which way to authenticate comes next (RFC 4252): keys first, then what the host asks for besides.
 * Questions are not answered here: a person is asked by the ssh program (ssh.ts), nobody in CI.
 */
import type { Identity } from './ssh-keys.ts';

/** A way to try; `none` asks the host which ways it has (RFC 4252, 5.2). */
export type Way<Key> =
  | { kind: 'identity'; identity: Exclude<Identity<Key>, { kind: 'unusable' }> }
  | { kind: 'none' }
  | { kind: 'keyboard-interactive' };

/** What became of it, for the message. */
export interface Attempts {
  /** The labels of what was passed over or tried. */
  readonly tried: string[];
  /** The label of a key that the host accepted. */
  accepted?: string;
  /** The methods that the host would go on with; empty where it has not said. */
  wanted: readonly string[];
  /** What it asked, word for word, that nobody was there to answer. */
  questions: readonly string[];
}

/** Gives one way after another, and nothing when there is none left. */
export function makeChooser<Key>(
  identities: Identity<Key>[],
  attempts: Attempts,
): (left: readonly string[] | null) => Way<Key> | undefined {
  let hasAsked = false;
  let hasTriedQuestions = false;
  const takeIdentity = () => {
    for (;;) {
      const identity = identities.shift();
      if (identity === undefined) return undefined;
      attempts.tried.push(identity.label);
      if (identity.kind !== 'unusable') return identity;
    }
  };
  return (left) => {
    if (left !== null) attempts.wanted = left;
    const identity = left === null || left.includes('publickey') ? takeIdentity() : undefined;
    if (identity !== undefined) return { kind: 'identity', identity };
    // After an agent's keys ssh2 does not hand on what the host said last, so it is asked again.
    if (!hasAsked && (left === null || attempts.accepted !== undefined)) {
      hasAsked = true;
      return { kind: 'none' };
    }
    if (hasTriedQuestions || !attempts.wanted.includes('keyboard-interactive')) return undefined;
    hasTriedQuestions = true;
    return { kind: 'keyboard-interactive' };
  };
}
