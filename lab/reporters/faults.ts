/** `zx lab/run.mjs --faults list`: the grammar, and all kinds of faults with an example each. */
import { faultAliases, faultNames, getFaultKind } from '../model/fault.ts';
import { faultGrammar } from '../model/fault-words.ts';

/** The whole list, as text. */
export function renderFaults(): string {
  const examples = faultNames.map((name) => getFaultKind(name).example);
  const width = Math.max(...examples.map(({ length }) => length));
  const lines = faultNames.flatMap((name, index) => {
    const { about, queue, lasts } = getFaultKind(name);
    const notes = [
      ...(lasts ? [`for: ${lasts.about}`] : []),
      ...(queue === 'netem' ? ['needs netem'] : []),
    ];
    return [
      `  ${(examples[index] ?? '').padEnd(width)}  ${about}`,
      ...(notes.length > 0 ? [`  ${' '.repeat(width)}  (${notes.join('; ')})`] : []),
    ];
  });
  const aliases = Object.entries(faultAliases).map(([alias, name]) => `${alias} = ${name}`);
  return `${[
    `A fault is a sentence: ${faultGrammar}`,
    '',
    ...lines,
    '',
    'WHO is server or the letter of a client. Times are ms since the epoch, or 0.1s.',
    `Also understood: ${aliases.join(', ')}.`,
  ].join('\n')}\n`;
}
