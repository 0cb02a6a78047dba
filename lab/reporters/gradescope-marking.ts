/**
 * A marking as Gradescope's results.json. Where nothing could be marked there is no score at all:
 * Gradescope then says that the autograder failed, which is true, and shows no zero that looks like
 * a mark. A submission that could not be read or built has its zero, and the reason with it.
 */
import { getGrade, type Marking } from '../model/marking.ts';
import { listOverrides } from '../model/override.ts';
import { cutText, escapeControls, escapeLines, stringifySafely } from './escape.ts';
import { renderGradescope, toTest } from './gradescope.ts';

const longestOutput = 20_000;

/** The document, with a newline at its end. */
export function renderGradescopeMarking(marking: Marking, wallMs: number): string {
  const { refusal, report, outcome, flags } = marking;
  if (report?.grade && outcome !== 'trouble') {
    const document = JSON.parse(renderGradescope(report));
    document.output = joinLines([...flags, document.output]);
    return `${stringifySafely(document, 2)}\n`;
  }
  const because = refusal?.because ?? report?.trouble?.message ?? 'the lab was in trouble';
  const grade = getGrade(marking);
  const byHand = listOverrides(grade);
  const isByHand = byHand.length > 0 && outcome !== 'trouble';
  if (outcome !== 'fail' && !isByHand) return renderNotMarked([because, ...byHand].join('; '));
  const output = joinLines([because, ...(refusal?.lastLines ?? [])]);
  const played = { name: 'It is played', output, ...plain };
  const document = {
    ...frame(output),
    score: grade ? grade.points + grade.extra : 0,
    execution_time: Number((wallMs / 1000).toFixed(3)),
    tests: grade
      ? grade.criteria.flatMap(toTest)
      : [{ score: 0, max_score: 0, status: 'failed', ...played }],
  };
  return `${stringifySafely(document, 2)}\n`;
}

const plain = { output_format: 'text', visibility: 'visible' };

/** No mark, in one sentence. */
export function renderNotMarked(because: string): string {
  const output = `Not marked, which is no fault of the submission: ${escapeControls(because)}`;
  const document = { ...frame(output), tests: [] };
  return `${stringifySafely(document, 2)}\n`;
}

function frame(output: string) {
  return { output: cutText(output, longestOutput), ...plain, stdout_visibility: 'hidden' };
}

function joinLines(lines: readonly string[]): string {
  return lines.map((line) => escapeLines(line)).join('\n');
}
