/**
 * Makes a box ready to play: looks at it, bundles the programs, and has everything on it. The look
 * and the bundling go side by side; nothing is started before the look said that it can be.
 */
import type { Box } from '../boxes/box.ts';
import { LabError } from '../model/errors.ts';
import type { Plan } from '../model/plan.ts';
import { StagePool } from '../stage/pool.ts';
import type { TopologyRequest } from '../stage/protocol.ts';
import { type CaptureKind, stageFiles } from '../stage/stage.ts';
import { bundlePrograms } from './bundle.ts';
import { checkCommands } from './commands.ts';
import { type BoxFacts, checkBox } from './preflight.ts';
import type { OwnPrograms } from './programs.ts';
import { findTopology } from './topology.ts';

export interface Prepared {
  facts: BoxFacts;
  own: OwnPrograms;
  pool: StagePool;
  /** Each topology of the plans by its label, with its file's path on the box. */
  topologies: ReadonlyMap<string, TopologyRequest>;
  /** True if the programs were bundled anew. */
  bundled: boolean;
}

export interface PrepareOptions {
  root: string;
  plans: readonly Plan[];
  /** How many stages at a time. */
  stages: number;
  getRevision?: () => Promise<string | null>;
}

/** Throws LabError BOX_*, BUNDLE_FAILED, TOPOLOGY_WRONG, PROGRAM_MISSING, PUSH_FAILED. */
export async function prepareBox(box: Box, options: PrepareOptions): Promise<Prepared> {
  const { root, plans, getRevision } = options;
  const needs = {
    netem: plans.some(
      ({ links }) => links.delayMs !== undefined || links.lossPercent !== undefined,
    ),
    openVSwitch: plans.some((plan) => plan.switch === 'ovs'),
    node: true,
  };
  const labels = [...new Set(plans.map(({ topology }) => topology))];
  const [facts, bundles, topologies] = await settleAll([
    checkBox(box, needs),
    bundlePrograms({ root, ...(getRevision && { getRevision }) }),
    Promise.all(labels.map((label) => findTopology(root, label))),
    checkCommands(box, plans),
  ]);
  const topologyFiles = topologies.flatMap((each) => ('file' in each ? [each.file] : []));
  const pushed = await box.push(
    [...stageFiles, bundles.paths.server, bundles.paths.client, ...topologyFiles].map((path) => ({
      path,
    })),
  );
  const stagePaths = pushed.slice(0, stageFiles.length);
  const [server, client, ...placed] = pushed.slice(stageFiles.length);
  if (server === undefined || client === undefined) {
    throw new LabError('PUSH_FAILED', `The bundles did not arrive on ${box.name}`);
  }
  const there = new Map(topologyFiles.map((file, index) => [file, placed[index] ?? file]));
  const { python, elevate, node } = facts;
  const capture = readCaptureKind();
  return {
    facts,
    own: { node, server, client },
    pool: new StagePool(
      box,
      { python, elevate, pushed: stagePaths, ...(capture && { capture }) },
      options.stages,
    ),
    topologies: new Map(
      topologies.map((each) => [
        each.label,
        'file' in each ? { ...each, file: there.get(each.file) ?? each.file } : each,
      ]),
    ),
    bundled: bundles.built,
  };
}

/** LAB_CAPTURE: for comparing the two, and for a box on which tcpdump is broken. */
function readCaptureKind(): CaptureKind | undefined {
  const wanted = process.env.LAB_CAPTURE ?? '';
  if (wanted === '' || wanted === 'tcpdump' || wanted === 'packet') return wanted || undefined;
  throw new LabError('FLAG_WRONG', `LAB_CAPTURE is tcpdump or packet, not '${wanted}'`);
}

/** As Promise.all, but waits for all of them, so that no work goes on after the first error. */
async function settleAll<Results extends readonly unknown[]>(
  promises: readonly [...{ [Index in keyof Results]: Promise<Results[Index]> }],
): Promise<Results> {
  await Promise.allSettled(promises);
  return (await Promise.all(promises)) as unknown as Results;
}
