/**
 * The assignment's scenarios, in playing order. To add one: a file beside this, and a line here.
 */
import type { ScenarioInput } from '../model/scenario.ts';
import { pieces } from './pieces.ts';
import { simultaneous } from './simultaneous.ts';
import { xAtOnce } from './x-at-once.ts';
import { xConnectsXSends } from './x-connects-x-sends.ts';
import { xConnectsYSends } from './x-connects-y-sends.ts';
import { xLeaves } from './x-leaves.ts';
import { yAtOnce } from './y-at-once.ts';
import { yConnectsXSends } from './y-connects-x-sends.ts';
import { yConnectsYSends } from './y-connects-y-sends.ts';

const all: readonly ScenarioInput[] = [
  xConnectsXSends,
  xConnectsYSends,
  yConnectsXSends,
  yConnectsYSends,
  xAtOnce,
  yAtOnce,
  simultaneous,
  pieces,
  xLeaves,
];

/** Each scenario by its name. */
export const scenarios: ReadonlyMap<string, ScenarioInput> = new Map(
  all.map((scenario) => [scenario.name, scenario]),
);
