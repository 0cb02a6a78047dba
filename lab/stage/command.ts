/** How the box's half of the stage is started: what that takes to know, and its command line. */
import type { Elevate } from '../boxes/box.ts';
import { toolWords } from '../model/tool-environment.ts';
import { slowFactor } from './limits.ts';

/** tcpdump, or a packet socket of the stage's own; both write the same file. */
export type CaptureKind = 'tcpdump' | 'packet';

/**
 * How the kernel is a witness: traced (exact), sampled, or both beside each other, which tests ask
 * for; absent: traced where that works.
 */
export const kernelKinds = ['exact', 'sampled', 'both'] as const;
export type KernelKind = (typeof kernelKinds)[number];

export interface StageOptions {
  /** The path of Mininet's Python on the box. */
  python: string;
  /** How to become root there. */
  elevate: Elevate;
  /** The box is an emulated machine: what is a limit elsewhere is usual there. */
  isSlow?: boolean;
  /** what captures the wire there; absent: what works (stage_captures.py). */
  capture?: CaptureKind;
  kernelKind?: KernelKind;
  /** The paths of `stageFiles` on the box, in that order. */
  pushed: readonly string[];
}

/** The command of the box's half, in namespaces of its own (unshare(1)). */
export function getStageCommand(options: StageOptions): string[] {
  const folders = [...new Set(options.pushed.map((path) => path.slice(0, path.lastIndexOf('/'))))];
  return [
    ...options.elevate,
    ...['unshare', '--net', '--pid', '--mount', '--ipc', '--uts'],
    ...['--fork', '--kill-child', '--mount-proc'],
    // Mininet, its hosts' shells and all tools of the stage get it; the programs get their own.
    ...[...toolWords, `PYTHONPATH=${folders.join(':')}`],
    ...(options.capture ? [`LAB_CAPTURE=${options.capture}`] : []),
    ...(options.kernelKind ? [`LAB_KERNEL=${options.kernelKind}`] : []),
    ...(options.isSlow ? [`LAB_PATIENCE=${slowFactor}`] : []),
    ...[options.python, '-B', options.pushed[0] ?? ''],
  ];
}
