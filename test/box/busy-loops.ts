/** Work beside loops that keep a core each busy, so that what a busy machine does is seen. */
import { spawn } from 'node:child_process';

/** Does the work beside so many loops, which have ended after it, whatever came of it. */
export async function besideBusyLoops<Value>(
  count: number,
  work: () => Promise<Value>,
): Promise<Value> {
  const loops = Array.from({ length: count }, () =>
    spawn('sh', ['-c', 'while :; do :; done'], { stdio: 'ignore' }),
  );
  try {
    return await work();
  } finally {
    for (const loop of loops) loop.kill('SIGKILL');
  }
}
