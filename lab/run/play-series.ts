/**
 * Plays many plans of our own programs on one warm stage, as one series: no process is started for
 * a trial. Never rejects for what happens in it; what could not be played is given back.
 */
import { LabError, toLabError } from '../model/errors.ts';
import type { EventOf } from '../model/journal.ts';
import type { Plan } from '../model/plan.ts';
import type { StagePool } from '../stage/pool.ts';
import type { TopologyRequest } from '../stage/protocol.ts';
import { type CutTrial, makeSeriesCutter } from './cut-series.ts';
import { makeBuildRequest } from './play.ts';
import { makeSeriesRequest, type PlayContext } from './programs.ts';

export interface SeriesTrial {
  number: number;
  plan: Plan;
}

export interface SeriesOptions extends Omit<PlayContext, 'serverAddress'> {
  pool: StagePool;
  /** As the stage loads it; a file's path is the one on the box. */
  topology: TopologyRequest;
  /** Each trial once its journal is whole, in the order in which they were played. */
  onTrial(trial: CutTrial): void;
  /** The bytes of the capture, as they come. */
  onCapture(data: Uint8Array): void;
}

export interface SeriesResult {
  /** What was not played, for another series: one that does not end ends its series. */
  left: SeriesTrial[];
  /** What befell the lab; the trial that it befell is among those told. */
  trouble?: LabError;
  /** Evidence that is missing of every trial of the series. */
  gaps: EventOf<'gap'>[];
}

/** Plays trials, all on the network of the first. */
export async function playSeries(
  trials: readonly SeriesTrial[],
  options: SeriesOptions,
): Promise<SeriesResult> {
  const [first] = trials;
  if (!first) return { left: [], gaps: [] };
  const { plan } = first;
  const build = makeBuildRequest(plan, options.topology);
  try {
    return await options.pool.use(build, { keep: true }, async ({ stage, environment }) => {
      const serverAddress = environment.hosts[0].addresses[0];
      const request = makeSeriesRequest(trials, { ...options, serverAddress });
      const told = new Set<number>();
      let isArmed = false;
      let because = 'the series had no trial';
      const plans = new Map(trials.map((each) => [each.number, each.plan]));
      const cutter = makeSeriesCutter(plans, (trial) => {
        told.add(trial.number);
        options.onTrial(trial);
      });
      const trouble = await stage.series(request, {
        onEvent: (event) => {
          if (event.kind === 'phase' && event.name === 'armed') isArmed = true;
          if (event.kind === 'limit') because = event.because;
          cutter.addEvent(event);
        },
        onTrial: cutter.addTrial,
        onFile: (name, data) => {
          if (name !== 'h1.pcap') return;
          options.onCapture(data);
          cutter.addBytes(data);
        },
      });
      const gaps = await cutter.end(trouble === undefined);
      const left = trials.filter(({ number }) => !told.has(number));
      if (trouble && isArmed) {
        // The stage went while one was being played, or its end was on its way here.
        const [lost] = left.splice(0, 1);
        if (lost) options.onTrial({ ...lost, events: [], because: trouble.message });
        return { left, trouble, gaps };
      }
      const failed = trouble ?? (isArmed ? undefined : new LabError('STAGE_FAILED', because));
      return { left, gaps, ...(failed && { trouble: failed }) };
    });
  } catch (error) {
    return { left: [...trials], trouble: toLabError(error), gaps: [] };
  }
}
