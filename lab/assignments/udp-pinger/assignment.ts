/**
 * The assignment of assignment.txt: a client pings a server over UDP and prints round trips and
 * losses; the server leaves out some answers on purpose. README.md says what is here.
 */
import type { Assignment } from '../../model/assignment.ts';
import { checkers } from './checkers/index.ts';
import { discover, marking } from './marking.ts';
import { planScenario, port } from './plan.ts';
import { programs } from './programs.ts';
import { rubric } from './rubric.ts';
import { scenarios } from './scenarios/index.ts';
import { summarize } from './summarize.ts';

export const udpPinger: Assignment = {
  name: 'udp-pinger',
  title: 'How long does a ping take over UDP, and how many are lost?',
  clients: ['P'],
  port,
  programs,
  scenarios,
  checkers,
  rubrics: [rubric],
  plan: planScenario,
  discover,
  marking,
  summarize,
};
