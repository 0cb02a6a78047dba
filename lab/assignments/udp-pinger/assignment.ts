/**
 * The assignment of assignment.txt: a client pings a server over UDP and prints round trips and
 * losses; the server leaves out some answers on purpose. README.md says what is here.
 */
import type { Assignment } from '../../model/assignment.ts';
import { checkers } from './checkers/index.ts';
import { discover, marking } from './marking.ts';
import { outline } from './outline.ts';
import { planScenario } from './plan.ts';
import { programs } from './programs.ts';
import { rubric } from './rubric.ts';
import { scenarios } from './scenarios/index.ts';
import { summarize } from './summarize.ts';

const { name, title, clients, port } = outline;

export const udpPinger: Assignment = {
  name,
  title,
  clients,
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
