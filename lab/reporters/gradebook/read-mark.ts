/** The mark of a submission as one number for a gradebook, or why there is none yet. */
import { describeRefusal, type Marked, splitPoints } from '../../model/class.ts';
import { getTotal, sumPoints } from '../../model/rubric.ts';
import { cutText } from '../escape.ts';

export type Mark =
  | { kind: 'mark'; points: number; of: number; note?: string }
  /** Not a zero: nobody has decided it. */
  | { kind: 'open'; because: string };

/**
 * Extra credit counts on top, as in every other form. What could not be built or read failed, and
 * has 0, as on Gradescope; `of` is that of the rubric.
 */
export function readMark({ outcome, grade, refusal }: Marked, of: number): Mark {
  if (outcome === 'trouble') return { kind: 'open', because: 'the lab was in trouble' };
  if (outcome === 'unsupported') {
    const because = refusal?.because ?? 'it could not be run on the machine that marked it';
    return { kind: 'open', because: cutText(because, 160) };
  }
  if (!grade) {
    if (outcome === 'fail') {
      return {
        kind: 'mark',
        points: 0,
        of,
        note: refusal ? describeRefusal(refusal) : 'it was not played',
      };
    }
    return { kind: 'open', because: refusal?.because ?? 'it was not played' };
  }
  const { open } = splitPoints(grade);
  const openExtra = sumPoints(grade.criteria, { outcome: 'unknown', extra: true });
  const total = getTotal(grade);
  const isExtraOnly = grade.of === 0;
  if (open > 0 || (isExtraOnly && openExtra > 0)) {
    return { kind: 'open', because: `${isExtraOnly ? openExtra : open} points are undecided` };
  }
  if (outcome === 'unknown') return { kind: 'open', because: 'some plays could not be decided' };
  return {
    ...{ kind: 'mark', points: grade.points + grade.extra, of: total.of },
    ...(openExtra > 0 && { note: `${openExtra} points of extra credit are undecided` }),
  };
}
