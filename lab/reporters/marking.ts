/**
 * The marking of a submission, for a terminal and as JSON: how it was run and why, what a person
 * should know of it, then the report as every run has it. What it wrote is escaped.
 */
import { describeHow } from '../model/class.ts';
import { getGrade, type Marking, type MarkingOutcome } from '../model/marking.ts';
import { type Conclusion, listClientRoles, listRoles } from '../model/submission.ts';
import { describeEndOfTry, describeTry, listLearnt } from '../model/watching.ts';
import { escapeControls, stringifySafely } from './escape.ts';
import { renderGrade, renderTerminal, type TerminalOptions } from './terminal.ts';

/** The whole marking, with a newline at its end. */
export function renderMarking(marking: Marking, options: TerminalOptions): string {
  const { name, conclusion, flags, refusal, report, outcome } = marking;
  const lines = [`${escapeControls(name)}`, ...renderConclusion(conclusion)];
  const learnt = marking.watching ? listLearnt(marking.watching) : [];
  lines.push(...learnt.map((sentence) => `  learnt: ${escapeControls(sentence)}`));
  lines.push(...flags.map((flag) => `  ! ${escapeControls(flag)}`));
  if (refusal) {
    lines.push('', `${outcome}: ${escapeControls(refusal.because)}`);
    lines.push(...refusal.lastLines.map((line) => `  | ${escapeControls(line)}`));
  }
  // Nothing was played, and a person gave points all the same.
  if (!report && marking.grade) lines.push('', ...renderGrade(marking.grade, options));
  const text = `${lines.join('\n')}\n`;
  return report ? `${text}\n${renderTerminal(report, options)}` : text;
}

/** How it is run, a line for each role, and each reason. */
export function renderConclusion(conclusion: Conclusion): string[] {
  const { submission, reasons, unsupported } = conclusion;
  const { build, type, port } = submission;
  const commands: [string, string][] = listRoles(conclusion).map((role) => {
    return [role, submission[role] ?? '(none)'];
  });
  if (build !== undefined) commands.unshift(['build', build]);
  const typed = listClientRoles(conclusion).flatMap((role): [string, string][] => {
    const lines = type?.[role];
    return lines ? [[`type ${role}`, lines.map((line) => JSON.stringify(line)).join(', ')]] : [];
  });
  const all = [
    ...commands,
    ...typed,
    ...(port === undefined ? [] : [['port', `${port}`] as const]),
  ];
  const width = Math.max(...all.map(([key]) => key.length));
  return [
    ...all.map(([key, value]) => `  ${key.padEnd(width)}  ${escapeControls(value)}`),
    ...reasons.map(({ about, because }) => `  ${about}: ${escapeControls(because)}`),
    ...(unsupported === undefined ? [] : [`  unsupported: ${escapeControls(unsupported)}`]),
  ];
}

/** How a submission is run, as --explain says it; `watched` once its own programs were played. */
export interface Explained {
  name: string;
  /** Absent for what could not be read. */
  conclusion?: Conclusion;
  /** Why it could not be read or watched. */
  because?: string;
  watched?: Marking;
}

/** Its name, how it is run, and what its own programs showed. */
export function renderExplained({ conclusion, because, watched }: Explained): string[] {
  if (!watched) {
    const lacking = because === undefined ? [] : [`  ${escapeControls(because)}`];
    return [...(conclusion ? renderConclusion(conclusion) : []), ...lacking];
  }
  const { watching, flags, refusal, report } = watched;
  const { tries = [], sentences = [] } = watching ?? {};
  const noted = [
    ...tries.flatMap((one, index) => [
      `try ${index + 1}: ${describeTry(one)}`,
      `  ${describeEndOfTry(one)}`,
    ]),
    ...(report?.runs.length === 0 ? ['nothing was watched: one side was not handed in'] : []),
    ...sentences.map((sentence) => `learnt: ${sentence}`),
    ...flags.map((flag) => `! ${flag}`),
    ...(report?.runs ?? []).flatMap(({ trouble }) => (trouble ? [`! ${trouble.message}`] : [])),
    ...(refusal ? [`could not be played: ${refusal.because}`] : []),
    ...(refusal?.lastLines ?? []).map((line) => `| ${line}`),
    ...(report?.directory ? [`logs: ${report.directory}`] : []),
  ];
  const lines = noted.map((line) => `  ${escapeControls(line)}`);
  return [...renderConclusion(watched.conclusion), ...lines];
}

/** The same for a script; the conclusion is the one that the plays left. */
export function documentExplained({ name, conclusion, because, watched }: Explained): unknown {
  if (!watched) return { name, ...conclusion, ...(because !== undefined && { because }) };
  const { watching, flags, refusal, report } = watched;
  return {
    ...{ name, ...watched.conclusion },
    tries: watching?.tries ?? [],
    learnt: watching?.sentences ?? [],
    flags,
    ...(refusal && { because: refusal.because, lastLines: refusal.lastLines }),
    directory: report?.directory ?? null,
  };
}

/** One document for all submissions. */
export function renderMarkingsJson(markings: readonly Marking[], wallMs: number): string {
  const document = {
    outcome: getWorst(markings.map(({ outcome }) => outcome)),
    wallMs,
    submissions: markings.map(({ name, outcome, flags, refusal, report, grade, ...marking }) => ({
      name,
      outcome,
      how: describeHow(marking),
      flags,
      ...(refusal && { because: refusal.because, lastLines: refusal.lastLines }),
      grade: getGrade({ ...(report && { report }), ...(grade && { grade }) }),
      directory: report?.directory ?? null,
    })),
  };
  return `${stringifySafely(document, 2)}\n`;
}

/** From the worst. */
const order: readonly MarkingOutcome[] = ['trouble', 'fail', 'unknown', 'unsupported', 'pass'];

function getWorst(outcomes: readonly MarkingOutcome[]): MarkingOutcome {
  return order.find((outcome) => outcomes.includes(outcome)) ?? 'unknown';
}
