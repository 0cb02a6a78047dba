/** Marks one submission by itself: a box and a pool of stages for it alone. */

import type { Loaded } from '../model/assignment.ts';
import type { LabError } from '../model/errors.ts';
import type { Marking } from '../model/marking.ts';
import type { Plan } from '../model/plan.ts';
import type { Rubric } from '../model/rubric.ts';
import { type Progress, playAndReport } from '../run/session.ts';
import { watchOnly } from './direct-plays.ts';
import type { OpenedSubmission } from './open-submission.ts';
import { type MarkWishes, markSubmission } from './session.ts';

export interface AloneOptions {
  root: string;
  loaded: Loaded;
  flags: MarkWishes & { stages?: number };
  rubric: Rubric;
  /** The folder .lab. */
  home: string;
  command: string;
  startedAtMs: number;
  onInterrupt: (error: LabError) => void;
  /** True to have its own programs watched only: nothing is marked. */
  isWatchedOnly?: boolean;
  /** Whoever shows how far the plays have come. */
  makeProgress(plans: readonly Plan[]): Progress;
}

/** Throws LabError for trouble of the lab before the first play. */
export async function markAlone(opened: OpenedSubmission, options: AloneOptions): Promise<Marking> {
  const { root, loaded, flags, rubric, home, command, startedAtMs, onInterrupt } = options;
  const { isWatchedOnly = false } = options;
  return markSubmission(opened, {
    ...{ loaded, flags, rubric, onInterrupt },
    ...(isWatchedOnly && { direct: watchOnly }),
    play: async (plans, direct) => {
      const progress = options.makeProgress(plans);
      return playAndReport({
        ...{ root, plans, home, command, startedAtMs, progress, onInterrupt },
        rubric: isWatchedOnly ? null : rubric,
        assignment: loaded.assignment,
        boxName: 'local',
        direct,
        ...(flags.stages !== undefined && { stages: flags.stages }),
        strict: flags.strict === true,
      }).finally(() => progress.end());
    },
  });
}
