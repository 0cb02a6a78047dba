/** The pinger's own programs, and what they are told on their command lines. */
import type { ProgramSources } from '../../model/assignment.ts';
import { getOptions } from './options.ts';

const sources = ['programs/udp-pinger', 'programs/shared'];

export const programs: ProgramSources = {
  folder: 'udp-pinger',
  server: { entry: 'programs/udp-pinger/server.ts', sources },
  client: { entry: 'programs/udp-pinger/client.ts', sources },
  areArmed: true,
  getServerArguments: (plan) => {
    const { pings, share, seed, intervalMs, timeoutMs } = getOptions(plan);
    // A client that sends too few, or whose pings are lost, must not keep it for ever.
    const quietMs = 2 * Math.max(intervalMs, timeoutMs) + 3000;
    return [
      ...['--port', `${plan.port}`, '--share', `${share}`, '--seed', `${seed}`],
      ...['--pings', `${pings}`, '--quiet-ms', `${quietMs}`],
    ];
  },
  getClientArguments: (plan, { role, sendMs }, { serverAddress }) => {
    const { pings, intervalMs, timeoutMs } = getOptions(plan);
    return [
      ...['--role', role, '--host', serverAddress, '--port', `${plan.port}`],
      ...['--pings', `${pings}`, '--send-ms', `${sendMs}`],
      ...['--interval-ms', `${intervalMs}`, '--timeout-ms', `${timeoutMs}`],
    ];
  },
};
