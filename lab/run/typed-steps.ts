/**
 * What is typed at a foreign client, as steps of its play: what is asked for first, at its start,
 * and the message at its time. Used by programs.ts.
 */
import type { Plan, PlannedClient } from '../model/plan.ts';
import type { StepRequest } from '../stage/protocol.ts';

/** The steps that type `type` at a client, each of its lines filled in by `fill`. */
export function makeTypedSteps(
  plan: Plan,
  { role, type, connectMs, sendMs }: PlannedClient,
  fill: (line: string) => string,
): StepRequest[] {
  if (type === undefined) return [];
  const steps: StepRequest[] = [];
  const isSubmitted = plan.submission !== undefined;
  const lines = type.split('\n').map((line) => (isSubmitted ? fill(line) : line));
  const last = lines.pop() ?? '';
  // What is asked for before the message is answered at once, a line whenever the program is at
  // rest: a terminal keeps what came too early, but Node's readline gives it to nobody.
  for (const line of lines) {
    const text = `${line}\n`;
    steps.push({ atMs: connectMs, role, do: 'type', text, ...(isSubmitted && { rest: true }) });
  }
  const after = plan.submission?.prompts?.[role];
  const typed = { atMs: sendMs, role, do: 'type', text: `${last}\n` } as const;
  // Without a prompt, its connection tells that it is there.
  const connected = isSubmitted;
  steps.push({ ...typed, ...(after === undefined ? connected && { connected } : { after }) });
  return steps;
}
