/** Gives a command many argument lists in turn, in one process, for flags.gate.ts. */
import { main } from '../../lab/cli/run.ts';

export interface Asked {
  flags: readonly string[];
  env: Record<string, string>;
}

process.on('message', ({ flags, env }: Asked) => {
  const said = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    process[name].write = (text: string | Uint8Array) => {
      said[name] += text;
      return true;
    };
  }
  Object.assign(process.env, env);
  main(flags).then((status) => {
    for (const name of Object.keys(env)) delete process.env[name];
    process.send?.({ status, signal: null, ...said });
  });
});
