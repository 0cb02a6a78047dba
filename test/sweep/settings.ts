/** What the tests of sweeps ask for, where nothing else matters. */
import { firstReceived } from '../../lab/assignments/first-received/assignment.ts';
import { requireSweep } from '../../lab/model/assignment.ts';
import type { SweepSettings, TrialRecord } from '../../lab/model/sweep.ts';

export const assignment = requireSweep(firstReceived);

export const settings: SweepSettings = {
  gaps: [0, 5, 500],
  repeat: 4,
  orders: ['X', 'Y'],
  connects: ['X', 'Y'],
  seed: 1,
  shard: { index: 1, of: 1 },
  topology: 'xy',
  switch: 'lxbr',
  links: {},
  port: 12_000,
  commands: {},
  checks: ['order-follows-wire'],
};

/** A trial in which all went as planned, with what is to be otherwise. */
export function makeRecord(change: Partial<TrialRecord> = {}): TrialRecord {
  return {
    ...{ number: 0, gapMs: 5, first: 'X', connects: 'X', outcome: 'pass', order: 'pass' },
    ...{ wireOrder: ['X', 'Y'], wireGapMs: 5, resolutionMs: 0.1, because: null, troubled: false },
    ...change,
  };
}
