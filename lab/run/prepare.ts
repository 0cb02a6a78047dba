/**
 * Makes a box ready to play: looks at it, bundles the programs, and has everything on it. The look
 * and the bundling go side by side; nothing is started before the look said that it can be.
 */
import path from 'node:path';
import type { Box } from '../boxes/box.ts';
import type { ProgramSources } from '../model/assignment.ts';
import { LabError } from '../model/errors.ts';
import { needsNetem } from '../model/fault-words.ts';
import type { Plan } from '../model/plan.ts';
import { type PoolShares, StagePool } from '../stage/pool.ts';
import type { TopologyRequest } from '../stage/protocol.ts';
import {
  type CaptureKind,
  type KernelKind,
  kernelKinds,
  type StageOptions,
  stageFiles,
} from '../stage/stage.ts';
import { type Bundles, bundlePrograms } from './bundle.ts';
import { checkCommands } from './commands.ts';
import { type BoxFacts, checkBox, chooseStages } from './preflight.ts';
import type { OwnPrograms } from './programs.ts';
import { provideNode } from './provide-node.ts';
import { sendTopologies } from './send-topologies.ts';
import { findTopology } from './topology.ts';

export interface Prepared {
  facts: BoxFacts;
  own: OwnPrograms;
  pool: StagePool;
  /** How its stages are started. */
  stageOptions: StageOptions;
  /** Each topology of the plans by its label, with its file's path on the box. */
  topologies: ReadonlyMap<string, TopologyRequest>;
  /** True if the programs were bundled anew. */
  bundled: boolean;
}

export interface PrepareOptions {
  root: string;
  /** The programs of the assignment that is played. */
  programs: ProgramSources;
  plans: readonly Plan[];
  /** How many stages at a time; absent: as many as the box bears, but not more than plans. */
  stages?: number | ((facts: BoxFacts) => number | Promise<number>);
  /** How those share them who play on them. */
  shares?: PoolShares;
  getRevision?: () => Promise<string | null>;
  /** Kept by whoever prepares again and again. */
  compiler?: Parameters<typeof bundlePrograms>[0]['compiler'];
  /** The folder .lab, for what is fetched; default: that of the current folder. */
  home?: string;
  /** Is told what takes long. */
  say?: (line: string) => void;
}

/** Throws LabError BOX_*, BUNDLE_FAILED, TOPOLOGY_WRONG, PROGRAM_MISSING, PUSH_FAILED. */
export async function prepareBox(box: Box, options: PrepareOptions): Promise<Prepared> {
  const { root, programs, plans, getRevision, compiler } = options;
  const needs = {
    netem: plans.some(
      ({ links, faults = [] }) =>
        links.delayMs !== undefined || links.lossPercent !== undefined || needsNetem(faults),
    ),
    openVSwitch: plans.some((plan) => plan.switch === 'ovs'),
    node: plans.some(({ server, clients }) =>
      [server, ...clients].some(({ command }) => command === undefined),
    ),
  };
  const labels = [...new Set(plans.map(({ topology }) => topology))];
  const finding = Promise.all(labels.map((label) => findTopology(root, label)));
  const bundling = bundlePrograms({
    ...{ root, programs },
    ...(getRevision && { getRevision }),
    ...(compiler && { compiler }),
  });
  // What is there is asked beside the look at the box: over SSH each costs round trips.
  const [facts, , bundles, pushed] = await settleAll([
    checkBox(box, needs),
    checkCommands(box, plans),
    bundling,
    pushAll(box, bundling, finding, options.say),
  ]);
  const { topologies, paths } = pushed;
  const stagePaths = paths.slice(0, stageFiles.length);
  const [server, client] = paths.slice(stageFiles.length);
  if (server === undefined || client === undefined) {
    throw new LabError('PUSH_FAILED', `The bundles did not arrive on ${box.name}`);
  }
  const { python, elevate } = facts;
  const node =
    facts.node === '' && needs.node
      ? await provideNode(box, facts, { home: path.resolve('.lab'), ...options })
      : facts.node;
  const bearable = Math.min(chooseStages(facts), plans.length);
  const { stages = bearable } = options;
  const count = typeof stages === 'number' ? stages : await stages(facts);
  const capture = readCaptureKind();
  const kernelKind = readKernelKind();
  const stageOptions: StageOptions = {
    ...{ python, elevate, pushed: stagePaths, isSlow: facts.isEmulated },
    ...(capture && { capture }),
    ...(kernelKind && { kernelKind }),
  };
  return {
    facts,
    stageOptions,
    own: { programs, node, server, client, isEmulated: facts.isEmulated },
    pool: new StagePool(box, stageOptions, count, {
      ...options.shares,
      ...(options.say && { say: options.say }),
    }),
    topologies: new Map(topologies.map((each) => [each.label, each])),
    bundled: bundles.built,
  };
}

/** Has the stage, the programs and the topologies' files on the box. */
async function pushAll(
  box: Box,
  bundling: Promise<Bundles>,
  finding: Promise<TopologyRequest[]>,
  say?: (line: string) => void,
): Promise<{ topologies: TopologyRequest[]; paths: string[] }> {
  const [bundles, found] = await settleAll([bundling, finding]);
  const sending = await sendTopologies(box, found, say);
  try {
    const ours = [...stageFiles, bundles.paths.server, bundles.paths.client];
    const paths = await box.push([...ours, ...sending.files].map((path) => ({ path })));
    return { topologies: sending.place(paths.slice(ours.length)), paths };
  } finally {
    await sending.clear();
  }
}

/** LAB_CAPTURE: for comparing the two, and for a box on which tcpdump is broken. */
function readCaptureKind(): CaptureKind | undefined {
  const wanted = process.env.LAB_CAPTURE ?? '';
  if (wanted === '' || wanted === 'tcpdump' || wanted === 'packet') return wanted || undefined;
  throw new LabError('FLAG_WRONG', `LAB_CAPTURE is tcpdump or packet, not '${wanted}'`);
}

/** LAB_KERNEL: for comparing the two, and for a box on which tracing is too dear. */
function readKernelKind(): KernelKind | undefined {
  const wanted = process.env.LAB_KERNEL ?? '';
  if (wanted === '' || wanted === 'auto') return undefined;
  const found = kernelKinds.find((kind) => kind === wanted);
  if (found) return found;
  const all = ['auto', ...kernelKinds].join(', ');
  throw new LabError('FLAG_WRONG', `LAB_KERNEL is one of ${all}, not '${wanted}'`);
}

/** As Promise.all, but waits for all of them, so that no work goes on after the first error. */
async function settleAll<Results extends readonly unknown[]>(
  promises: readonly [...{ [Index in keyof Results]: Promise<Results[Index]> }],
): Promise<Results> {
  await Promise.allSettled(promises);
  return (await Promise.all(promises)) as unknown as Results;
}
