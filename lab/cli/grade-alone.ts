/** Marks one submission by itself: a box and a pool of stages for it alone. */

import type { Loaded } from '../assignments/load.ts';
import type { GradeFlags } from '../flags/grade-flags.ts';
import type { OpenedSubmission } from '../grade/open-submission.ts';
import type { LabError } from '../model/errors.ts';
import type { Marking } from '../model/marking.ts';
import type { Rubric } from '../model/rubric.ts';
import { makeProgress } from '../output/output.ts';
import { playAndReport } from '../run/session.ts';
import { prepareRubric } from './grade-rubric.ts';
import { markSubmission } from './grade-session.ts';

export interface AloneOptions {
  root: string;
  loaded: Loaded;
  flags: GradeFlags;
  rubric: Rubric;
  /** The folder .lab. */
  home: string;
  command: string;
  startedAtMs: number;
  onInterrupt: (error: LabError) => void;
}

/** Throws LabError for trouble of the lab before the first play. */
export async function markAlone(opened: OpenedSubmission, options: AloneOptions): Promise<Marking> {
  const { root, loaded, flags, rubric, home, command, startedAtMs, onInterrupt } = options;
  return markSubmission(opened, {
    ...{ loaded, flags, onInterrupt },
    play: async (asked) => {
      const plans = prepareRubric(asked, rubric, loaded.assignment.scenarios);
      const progress = makeProgress(plans, flags);
      return playAndReport({
        ...{ root, plans, rubric, home, command, startedAtMs, progress, onInterrupt },
        assignment: loaded.assignment,
        boxName: 'local',
        ...(flags.stages !== undefined && { stages: flags.stages }),
        strict: flags.strict === true,
      }).finally(() => progress.end());
    },
  });
}
