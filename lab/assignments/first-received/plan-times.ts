/** The scenario that is made of times which somebody gave: --delay-x, --connect-y and the like. */
import type { AskedTimes } from '../../model/assignment.ts';
import { sendAfterConnectMs } from '../../model/ranges.ts';
import type { ScenarioInput } from '../../model/scenario.ts';
import { alice, bob, orderedChecks } from './scenarios/suite.ts';

/** `times` has those of X and of Y, as far as they were given. */
export function planTimes(times: ReadonlyMap<string, AskedTimes>): Omit<ScenarioInput, 'name'> {
  const [x, y] = [times.get('X') ?? {}, times.get('Y') ?? {}];
  const connectX = x.connectMs ?? 0;
  const connectY = y.connectMs ?? 0;
  const sendMs = Math.max(connectX, connectY) + sendAfterConnectMs;
  const sendX = (x.sendMs ?? sendMs) + (x.delayMs ?? 0);
  const sendY = (y.sendMs ?? sendMs) + (y.delayMs ?? 0);
  const order =
    sendX === sendY
      ? 'X and Y at once'
      : `${sendX < sendY ? 'X' : 'Y'} first by ${Math.abs(sendX - sendY)} ms`;
  return {
    title: `Planned: ${order}`,
    clients: [
      { ...alice, connectMs: connectX, sendMs: sendX },
      { ...bob, connectMs: connectY, sendMs: sendY },
    ],
    checks: orderedChecks.filter((check) => sendX !== sendY || check !== 'order-follows-wire'),
    // Times that somebody gave hold as they were given.
    settles: x.sendMs === undefined && y.sendMs === undefined,
    informs: ['threads-used', ...(sendX === sendY ? ['order-follows-wire'] : [])],
    limitMs: Math.max(sendX, sendY) + 15_000,
  };
}
