/** An assignment outside the lab (named-first/): where it lies, and what a sweep of it asks. */
import path from 'node:path';
import { loadAssignment } from '../../lab/assignments/load.ts';
import { requireSweep } from '../../lab/model/assignment.ts';
import type { SweepSettings } from '../../lab/model/sweep.ts';
import { root } from '../docs/read-docs.ts';
import { settings } from './settings.ts';

export const ownFolder = path.join(root, 'test/sweep/named-first');
/** What is stored of it, and --assignment takes. */
export const ownLabel = path.join(ownFolder, 'assignment.mjs');

const loaded = await loadAssignment(ownFolder);
export const own = requireSweep(loaded.assignment);

export const ownSettings: SweepSettings = {
  ...{ ...settings, assignment: ownLabel, port: own.port },
  ...{ orders: ['A', 'B'], connects: ['A', 'B'], checks: [...own.sweep.checks] },
};
