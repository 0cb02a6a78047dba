/** The rubric of assignment.txt: its ten points, ten points each, in its own words. */
import type { Rubric } from '../../model/rubric.ts';

type Row = [title: string, check: string, quote: string];

const rows: readonly Row[] = [
  [
    'Answers in capitals',
    'answers-match',
    'It answers each with the same text in capital letters, and sends the answer to where the ' +
      'datagram came from.',
  ],
  ['About 30 % left out', 'leaves-some-out', 'about 30 %, chosen at random, get no answer.'],
  [
    'Ten pings, numbered',
    'pings-in-form',
    'The client sends ten pings, each in a datagram of its own. A ping reads "Ping NUMBER TIME": ' +
      'the number is 1 for the first and grows by one, the time is when it was sent, in any form.',
  ],
  [
    'One a second, one at a time',
    'one-at-a-time',
    'It sends at most one ping a second, and never a ping while it still waits for an answer.',
  ],
  [
    'Timeouts are printed',
    'timeouts-printed',
    'It waits one second for each answer. If none came by then, it prints "Request timed out" and ' +
      'goes on with the next ping.',
  ],
  [
    'Round trips are printed',
    'round-trips-printed',
    'When an answer comes, it prints the round trip: the time from sending the ping to receiving ' +
      'its answer, with its unit.',
  ],
  [
    'Minimum, maximum, average',
    'statistics-printed',
    'At the end it prints the minimum, the maximum and the average of the round trips, with their ' +
      'unit,',
  ],
  ['Loss in percent', 'loss-printed', 'and how many pings were lost, in percent.'],
  [
    'Run on Mininet',
    'ran-on-mininet',
    'Run your programs on two hosts of Mininet: the server on h1, the client on h2.',
  ],
  [
    // The threshold is leastShare of lab/checkers/well-documented.ts.
    'Commented (60 % of functions)',
    'well-documented',
    'Comment your programs: every file says what it is for, and each function what it does.',
  ],
];

export const rubric: Rubric = {
  name: 'assignment',
  title: 'A pinger over UDP',
  criteria: rows.map(([title, check, quote], index) => ({
    id: index + 1,
    ...{ title, points: 10, checks: [check], quote },
    review: check === 'well-documented',
    extra: false,
  })),
};
