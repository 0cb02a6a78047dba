/** The files of the box's half of the stage: pushed to a box before one is started there. */
import { fileURLToPath } from 'node:url';

/** The box's half, a file each; all are pushed, stage.py is started. */
export const stageFiles = [
  'stage.py',
  'stage_errors.py',
  'stage_network.py',
  'stage_topology.py',
  'stage_ovs.py',
  'stage_performance.py',
  'stage_play.py',
  'stage_settling.py',
  'stage_again.py',
  'stage_faults.py',
  'stage_links.py',
  'stage_series.py',
  'stage_clocks.py',
  'stage_notes.py',
  'stage_keys.py',
  'stage_precedence.py',
  'stage_processes.py',
  'stage_spares.py',
  'stage_terminal.py',
  'stage_sampler.py',
  'stage_waits.py',
  'stage_capture.py',
  'stage_packets.py',
  'stage_netns.py',
].map((name) => fileURLToPath(new URL(name, import.meta.url)));
