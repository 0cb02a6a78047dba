/**
 * The pinger's scenarios, in playing order. They are quick, since our programs can be told smaller
 * times; programs of others take none, and ping once a second in all of them. To add one: a line in
 * the list.
 */
import type { ScenarioInput } from '../../../model/scenario.ts';

const clients = [{ role: 'P', name: 'Ping', sendMs: 0 }];
const quick = { intervalMs: 30, timeoutMs: 200 };
const limitMs = 20_000;

/** What every play is asked. */
const common = [
  'pings-in-form',
  'one-at-a-time',
  'answers-match',
  'leaves-some-out',
  'timeouts-printed',
  'loss-printed',
  'ran-on-mininet',
  'clean-end',
  'well-documented',
];
/** Where something is answered. */
const timed = [...common, 'round-trips-printed', 'statistics-printed'];
/** Where nothing is. */
const unanswered = common.filter((check) => check !== 'answers-match');

export const scenarios: readonly ScenarioInput[] = [
  {
    name: 'usual',
    title: 'ten pings, about 30 % left out',
    about: 'The seed says which: our server leaves out the third, the fifth and the last.',
    clients,
    options: quick,
    checks: timed,
    limitMs,
  },
  {
    name: 'many-pings',
    title: 'forty pings, about 30 % left out',
    about: 'Enough that a share can be told from chance: of ten, one server in 35 leaves none out.',
    clients,
    options: { ...quick, pings: 40, intervalMs: 10, timeoutMs: 100 },
    checks: timed,
    limitMs,
  },
  {
    name: 'none-lost',
    title: 'every ping is answered',
    about: 'No timeout may be printed; the loss is 0.',
    clients,
    options: { ...quick, share: 0 },
    checks: timed,
    limitMs,
  },
  {
    name: 'all-lost',
    title: 'no ping is answered',
    about: 'The client must not wait for ever, and not divide by the number of answers.',
    clients,
    options: { ...quick, pings: 4, share: 1 },
    checks: unanswered,
    limitMs,
  },
  {
    name: 'slow-link',
    title: 'the client is behind a link of 40 ms',
    about: 'A round trip is printed as the client sees it. It needs netem.',
    onlyAsked: true,
    clients,
    options: quick,
    faults: ['delay P 40 at 0'],
    checks: timed,
    limitMs,
  },
  {
    name: 'full-pace',
    title: 'ten pings, one a second',
    about: 'The times of assignment.txt, for our own programs too.',
    onlyAsked: true,
    clients,
    checks: timed,
    limitMs,
  },
];
