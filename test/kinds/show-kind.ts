/** A test of one kind of table.ts: inputs that are treated by its rule, and what only looks alike. */
import t from 'tap';
import { type KindName, kinds } from './table.ts';

/** What it is, the input, and what the lab is to make of it. */
export type Case<Input> = readonly [what: string, input: Input, wanted: unknown];

export interface Shown<Input> {
  /** At least three, which differ in language, wording or place. */
  inputs: readonly Case<Input>[];
  /** At least one that must not be excused, or not be taken for the kind. */
  nearMisses: readonly Case<Input>[];
}

/** Asks `see` what the lab makes of each input, and that it is what was wanted. */
export function showKind<Input>(
  name: KindName,
  see: (input: Input) => unknown,
  { inputs, nearMisses }: Shown<Input>,
): void {
  t.test(`${name}, ${kinds[name].title}`, async (t) => {
    const texts = new Set(inputs.map(([, input]) => JSON.stringify(input)));
    t.ok(texts.size >= 3, 'three inputs that differ');
    t.ok(nearMisses.length > 0, 'a near miss');
    for (const [what, input, wanted] of inputs) t.same(await see(input), wanted, what);
    for (const [what, input, wanted] of nearMisses) {
      t.same(await see(input), wanted, `not: ${what}`);
    }
  });
}

/** How a checker decided: `pass`, or `pass, for a person` where one is to look. */
export function nameVerdict({
  outcome,
  review,
}: {
  outcome: string;
  review?: string | undefined;
}): string {
  return review === undefined ? outcome : `${outcome}, for a person`;
}
