/**
 * The assignment's scenarios, in playing order, and those of its extra credit, the chat.
 * To add one: a file beside this, and a line here.
 */
import type { ScenarioInput } from '../../../model/scenario.ts';
import { chatBothAtOnce } from './chat-both-at-once.ts';
import { chatByHand } from './chat-by-hand.ts';
import { chatByeTwice } from './chat-bye-twice.ts';
import { chatByeWhileSending } from './chat-bye-while-sending.ts';
import { chatFullSpeed } from './chat-full-speed.ts';
import { chatLongSilence } from './chat-long-silence.ts';
import { chatTenLines } from './chat-ten-lines.ts';
import { chatXKilled } from './chat-x-killed.ts';
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

const chats: readonly ScenarioInput[] = [
  chatTenLines,
  chatBothAtOnce,
  chatLongSilence,
  chatByeTwice,
  chatByeWhileSending,
  chatXKilled,
  chatFullSpeed,
  chatByHand,
];

/** Each scenario of the assignment by its name. */
export const scenarios: ReadonlyMap<string, ScenarioInput> = mapByName(all);

/** Those of its extra credit, the chat. */
export const chatScenarios: ReadonlyMap<string, ScenarioInput> = mapByName(chats);

/** What is played where nothing is named: the assignment, and what earns the extra credit. */
export const suiteNames: readonly string[] = [...all, ...chats]
  .filter(({ onlyAsked }) => !onlyAsked)
  .map(({ name }) => name);

function mapByName(some: readonly ScenarioInput[]): Map<string, ScenarioInput> {
  return new Map(some.map((scenario) => [scenario.name, scenario]));
}
