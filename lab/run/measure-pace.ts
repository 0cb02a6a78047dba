/**
 * How dear work is on a box, and how busy the box is now: measured by a small piece of the work
 * that every network begins with, so that a sweep takes as many networks as the box bears.
 */
import type { Box } from '../boxes/box.ts';

export interface Pace {
  /** ms of a core that loading Mininet takes. */
  loadMs: number;
  /** How many times as long it took on the clock: 1 where a core was free all the time. */
  stretch: number;
}

/** On a usual machine that does nothing else: 2 cores of x86-64 at some 3 GHz, Debian 12. */
export const usualPace: Pace = { loadMs: 350, stretch: 1 };

/** getrusage(2) counts the work of a child that has ended; the better of two is not a cold one. */
const probe = `
import json, resource, subprocess, sys, time
def measure():
    began, before = time.monotonic(), resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-B", "-c", "import mininet.net"], check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    worked = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return worked * 1000, (time.monotonic() - began) * 1000
worked, took = min(measure(), measure())
print(json.dumps({"loadMs": worked, "stretch": max(1, took / max(1, worked))}))
`;

const probeLimitMs = 60_000;

/** Measures a box; the usual pace where it cannot be measured, which is no reason not to play. */
export async function measurePace(box: Box, python: string): Promise<Pace> {
  try {
    const result = await box.run([python, '-B', '-c', probe], { limitMs: probeLimitMs });
    return parsePace(result.stdout);
  } catch {
    return usualPace;
  }
}

/** What the probe printed; the usual pace where that is not what it prints. */
export function parsePace(stdout: string): Pace {
  try {
    const { loadMs, stretch } = JSON.parse(stdout) as Partial<Pace>;
    const isMeasured = Number(loadMs) > 0 && Number(stretch) >= 1;
    return isMeasured ? { loadMs: Number(loadMs), stretch: Number(stretch) } : usualPace;
  } catch {
    return usualPace;
  }
}
