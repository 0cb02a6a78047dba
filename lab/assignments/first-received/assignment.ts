/**
 * The assignment of assignment.txt: a server accepts two clients, X and Y, and tells both whose
 * message it received first; and, for extra credit, lets them chat.
 */
import type { Assignment } from '../../model/assignment.ts';
import { addClients } from './add-clients.ts';
import { faultChecks } from './asked-checks.ts';
import { checkers } from './checkers/index.ts';
import { discover } from './discover.ts';
import { explore } from './explore.ts';
import { marking } from './marking.ts';
import { outline } from './outline.ts';
import { planScenario } from './plan.ts';
import { planTimes } from './plan-times.ts';
import { programs } from './programs.ts';
import { rubrics } from './rubrics/index.ts';
import { chatScenarios, scenarios } from './scenarios/index.ts';
import { alice, bob } from './scenarios/suite.ts';
import { sweep } from './sweep.ts';

const { name, title, clients, port, suites } = outline;

export const firstReceived: Assignment = {
  name,
  title,
  clients,
  port,
  programs,
  scenarios: [...scenarios.values()],
  suites: suites.map((suite) => ({ ...suite, scenarios: [...chatScenarios.values()] })),
  checkers: [...checkers.values()],
  rubrics: [...rubrics.values()],
  faultChecks,
  discover,
  marking,
  plan: planScenario,
  chat: { people: [alice, bob] },
  planTimes,
  addClients,
  sweep,
  explore,
};
