/**
 * Plays schedules on several warm stages. One play each, wherever a stage is free; and, in search
 * of a fault of our own programs, many to a stage as one series, in a fifth of the time.
 */
import { LabError } from '../model/errors.ts';
import type { JournalEvent } from '../model/journal.ts';
import type { Plan } from '../model/plan.ts';
import type { Lane } from '../run/lifecycle.ts';
import { type EvidenceWriter, type Played, playPlan } from '../run/play.ts';
import { playSeries } from '../run/play-series.ts';

/** A play and its number: the place of its schedule among all. */
export interface NumberedPlan {
  number: number;
  plan: Plan;
}

export interface Player {
  /** Plays one plan on the next stage that is free; `writer` keeps its evidence. */
  play(plan: Plan, writer?: EvidenceWriter): Promise<Played>;
  /** Plays plans of our own programs as series; what `isOver` leaves stays in the queue. */
  playInSeries(queue: NumberedPlan[], course: Course): Promise<LabError | undefined>;
  /** How many plays go on at the same time. */
  readonly places: number;
  /** All plays so far. */
  countPlays(): number;
}

export interface Course {
  onPlay(play: NumberedPlan, events: readonly JournalEvent[], because: string | null): void;
  isOver(): boolean;
}

/** A series ends after so many, so that a fault that was found is not waited for. */
const longestSeries = 25;
/** A lane that failed so often in a row is given up. */
const mostFailures = 3;

/** Where nothing is kept: a schedule that fails is played again to be kept. */
const noWriter: EvidenceWriter = {
  addEvent() {},
  addFile() {},
  settle() {},
  finish() {},
  addTrouble() {},
  failure: undefined,
};

export function makePlayer(lanes: readonly Lane[], root: string): Player {
  const free = [...lanes];
  const waiting: ((lane: Lane) => void)[] = [];
  let plays = 0;
  const take = (): Lane | Promise<Lane> =>
    free.shift() ?? new Promise((resolve) => waiting.push(resolve));
  const give = (lane: Lane) => {
    const next = waiting.shift();
    if (next) next(lane);
    else free.push(lane);
  };
  return {
    places: lanes.length,
    async play(plan, writer = noWriter) {
      const lane = await take();
      try {
        plays += 1;
        const place = getPlace(lane, plan, root);
        // After a fault, what a connection left in the kernel would be seen in the next play.
        return await playPlan(plan, { ...place, writer, keepStage: plan.faults === undefined });
      } finally {
        give(lane);
      }
    },
    async playInSeries(queue, course) {
      const counted = {
        ...course,
        onPlay(...told: Parameters<Course['onPlay']>) {
          plays += 1;
          course.onPlay(...told);
        },
      };
      const ends = lanes.map((lane) => playLane(lane, queue, root, counted));
      const troubles = await Promise.all(ends);
      return queue.length === 0 || course.isOver() ? undefined : troubles.find(Boolean);
    },
    countPlays: () => plays,
  };
}

/** One stage's part of the queue, a series after the other; gives what made it stop, if it did. */
async function playLane(
  lane: Lane,
  queue: NumberedPlan[],
  root: string,
  course: Course,
): Promise<LabError | undefined> {
  let failures = 0;
  while (queue.length > 0 && !course.isOver()) {
    const part = queue.splice(0, longestSeries);
    let played = 0;
    const { left, trouble } = await playSeries(part, {
      ...getPlace(lane, (part[0] as NumberedPlan).plan, root),
      onTrial({ number, plan, events, because }) {
        if (because === null) played += 1;
        course.onPlay({ number, plan }, events, because);
      },
      onCapture() {},
    });
    queue.unshift(...left);
    failures = played > 0 ? 0 : failures + 1;
    if (failures === mostFailures) {
      return trouble ?? new LabError('STAGE_FAILED', 'No series came to its end');
    }
  }
  return undefined;
}

function getPlace({ box, prepared }: Lane, plan: Plan, root: string) {
  const topology = prepared.topologies.get(plan.topology);
  if (!topology) throw new Error(`The topology ${plan.topology} was not prepared`);
  return { root, box, topology, own: prepared.own, pool: prepared.pool };
}
