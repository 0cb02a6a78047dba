/**
 * Plays one plan on a stage of the pool and makes its journal. Never rejects for what happens in a
 * play: trouble is part of the result, beside whatever was witnessed until then.
 */
import { type LabError, toLabError } from '../model/errors.ts';
import type { JournalEvent } from '../model/journal.ts';
import type { Plan } from '../model/plan.ts';
import { reportTrouble } from '../model/report.ts';
import type { StagePool } from '../stage/pool.ts';
import type { BuildRequest, TopologyRequest } from '../stage/protocol.ts';
import type { Stage } from '../stage/stage.ts';
import type { ScenarioWriter } from '../store/run-store.ts';
import { finishJournal } from './finish-journal.ts';
import { isForeign, makePlayRequest, type PlayContext } from './programs.ts';
import { readSources } from './source.ts';

/** Where evidence is kept while it comes. */
export type EvidenceWriter = Pick<
  ScenarioWriter,
  'addEvent' | 'addFile' | 'settle' | 'finish' | 'addTrouble' | 'failure'
>;

export interface PlayOptions extends Omit<PlayContext, 'serverAddress'> {
  /** The folder of the project: where programs/ is. */
  root: string;
  pool: StagePool;
  /** As the stage loads it; a file's path is the one on the box. */
  topology: TopologyRequest;
  writer: EvidenceWriter;
  /** Whether the stage is used again; default: only after programs of our own, without faults. */
  keepStage?: boolean;
  onEvent?: (event: JournalEvent) => void;
  settle?: Settle;
  /** For people who take part: the stage that is about to play, and what comes of each file. */
  live?: LiveSink;
}

/** Told of a play that people take part in, while it goes on. */
export interface LiveSink {
  /** It is about to be played here: Stage.tell takes what they do. */
  onStage(stage: Stage): void;
  /** The next bytes of a file; those of `logs/X.log` are what X's terminal shows. */
  onFile(name: string, data: Uint8Array): void;
}

/**
 * Says what a play counts for, where that shows only once it is over: its plan as it is kept and
 * judged. It changes what is asked of the play, never what was played.
 */
export type Settle = (plan: Plan, played: Pick<Played, 'events' | 'trouble'>) => Plan;

export interface Played {
  events: JournalEvent[];
  /** As it is kept, where that is not as it was asked. */
  settled?: Plan;
  trouble?: LabError;
}

/** The network that a plan is played on. */
export function makeBuildRequest(plan: Plan, topology: TopologyRequest): BuildRequest {
  return {
    topology,
    switch: plan.switch,
    links: plan.links,
    server: plan.server.host,
    clients: plan.clients.map(({ host }) => host),
    roles: plan.clients.map(({ role }) => role),
  };
}

/** Plays a plan once. */
export async function playPlan(plan: Plan, options: PlayOptions): Promise<Played> {
  const { writer, pool } = options;
  const witnessed: JournalEvent[] = [];
  const sources: JournalEvent[] = [];
  let files: ReadonlyMap<string, Uint8Array> = new Map();
  let trouble: LabError | undefined;
  try {
    sources.push(...(await readSources(options.root, plan, options.own.programs)));
    for (const source of sources) writer.addEvent(source);
    const request = makeBuildRequest(plan, options.topology);
    const { share, folder } = plan.submission ?? {};
    const keep = options.keepStage ?? (share !== undefined || !(isForeign(plan) || plan.faults));
    const sharing = { keep, ...(share !== undefined && { share: `${folder} ${share}` }) };
    await pool.use(request, sharing, async ({ stage, environment }) => {
      const serverAddress = environment.hosts[0].addresses[0];
      const made = await makePlayRequest(plan, { ...options, serverAddress });
      const play = share === undefined ? made : { ...made, again: true };
      options.live?.onStage(stage);
      const result = await stage.play(play, {
        onEvent: (event) => {
          writer.addEvent(event);
          options.onEvent?.(event);
        },
        onFile: (name, data) => {
          writer.addFile(name, data);
          options.live?.onFile(name, data);
        },
      });
      witnessed.push(...result.events);
      pool.follow(result.events);
      files = result.files;
      trouble = result.trouble;
    });
  } catch (error) {
    trouble = toLabError(error);
  }
  const capture = files.get('h1.pcap');
  const clientCaptures = new Map(
    plan.clients.flatMap(({ host }) => {
      const own = files.get(`${host}.pcap`);
      return own ? [[host, own] as const] : [];
    }),
  );
  const events = await finishJournal({ plan, events: witnessed, sources, capture, clientCaptures });
  const settled = options.settle?.(plan, { events, ...(trouble && { trouble }) });
  if (settled) writer.settle(settled);
  writer.finish(events);
  trouble ??= writer.failure;
  if (trouble) writer.addTrouble(reportTrouble(trouble));
  return { events, ...(settled && { settled }), ...(trouble && { trouble }) };
}
