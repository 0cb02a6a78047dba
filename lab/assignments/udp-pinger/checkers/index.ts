/** The pinger's checkers, in the order in which a report shows them: its own, then those of all. */
import { cleanEnd } from '../../../checkers/clean-end.ts';
import { nobodyHangs } from '../../../checkers/nobody-hangs.ts';
import { ranOnMininet } from '../../../checkers/ran-on-mininet.ts';
import { wellDocumented } from '../../../checkers/well-documented.ts';
import type { Checker } from '../../../model/verdict.ts';
import { answersMatch } from './answers-match.ts';
import { leavesSomeOut } from './leaves-some-out.ts';
import { lossPrinted } from './loss-printed.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { pingsInForm } from './pings-in-form.ts';
import { roundTripsPrinted } from './round-trips-printed.ts';
import { statisticsPrinted } from './statistics-printed.ts';
import { timeoutsPrinted } from './timeouts-printed.ts';

export const checkers: readonly Checker[] = [
  pingsInForm,
  oneAtATime,
  answersMatch,
  leavesSomeOut,
  timeoutsPrinted,
  roundTripsPrinted,
  statisticsPrinted,
  lossPrinted,
  ranOnMininet,
  cleanEnd,
  wellDocumented,
  nobodyHangs,
];
