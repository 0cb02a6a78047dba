/**
 * Looks for a Python of another version than the system's, wherever it is: beside the system's own,
 * in /opt, or in a home (pyenv, conda, asdf). Nothing of it is run here: a stranger's home is no
 * place to take a program for root from. Whoever uses it tries it within the walls.
 */
import path from 'node:path';
import { type Conclusion, listRoles, type SubmissionRole } from '../model/submission.ts';
import type { RunCommand } from './prepare-submission.ts';

export interface Interpreter {
  /** The program's file. */
  program: string;
  /** The folder that it needs; undefined where that is the system's. */
  folder?: string;
  /** `2.7`, `3.8`. */
  version: string;
}

/** Which versions will do: the major one, and the minor ones below a number. */
export interface WantedPython {
  major: 2 | 3;
  below?: number;
  because: string;
}

/** Where people keep what is no part of the system; for a shell. */
export const homes = ['/root', '/home/*', '"$HOME"'];
const places = [
  ...['/usr/bin', '/usr/local/bin', '/opt/*/bin', '/opt/*/*/bin'],
  ...homes.flatMap((home) =>
    [
      ...['.pyenv/versions/*/bin', '.asdf/installs/python/*/bin', '.local/bin'],
      ...['miniconda*/envs/*/bin', 'anaconda*/envs/*/bin', '.conda/envs/*/bin'],
      '.local/share/uv/python/*/bin',
    ].map((place) => `${home}/${place}`),
  ),
];

/** Those that are there, the best first. */
export async function listInterpreters(
  wanted: WantedPython,
  run: RunCommand,
): Promise<Interpreter[]> {
  const names = places.map((place) => `${place}/python${wanted.major}.*`).join(' ');
  return chooseInterpreters(await listPrograms(names, 'echo', run), wanted);
}

/** The programs that match a shell's patterns, in its order, as `print` prints the name of each. */
export async function listPrograms(
  patterns: string,
  print: 'echo' | 'readlink -f',
  run: RunCommand,
): Promise<string[]> {
  const script = `for f in ${patterns}; do [ -f "$f" ] && [ -x "$f" ] && ${print} "$f"; done; :`;
  const { stdout } = await run(['sh', '-c', script], { limitMs: 20_000 });
  return stdout.split('\n');
}

/** Of all that look like one, those of a fitting version, the newest first. Pure. */
export function chooseInterpreters(
  paths: readonly string[],
  { major, below = 99 }: WantedPython,
): Interpreter[] {
  const found = paths.flatMap((program): (Interpreter & { minor: number })[] => {
    const [, version, one, two] = /\/python((\d)\.(\d+))$/.exec(program) ?? [];
    if (version === undefined || Number(one) !== major || Number(two) >= below) return [];
    const folder = path.posix.dirname(path.posix.dirname(program));
    const isSystem = folder === '/usr' || folder === '/usr/local';
    return [{ program, version, minor: Number(two), ...(!isSystem && { folder }) }];
  });
  // What belongs to the system comes before what somebody has at home.
  return found
    .sort((a, b) => b.minor - a.minor || Number(!!a.folder) - Number(!!b.folder))
    .map(({ minor: _, ...interpreter }) => interpreter);
}

/** Which other Python a conclusion wants; undefined where the system's will do. Pure. */
export function getWantedPython({
  needs,
  oldPython,
  reasons,
}: Conclusion): WantedPython | undefined {
  if (needs.includes('python2')) {
    const said = reasons.find(({ because }) => / is python2 \(/.test(because));
    return { major: 2, because: said?.because ?? 'it is Python 2' };
  }
  return oldPython && { major: 3, ...oldPython };
}

/** The same, run by another interpreter. */
export function useInterpreter(
  conclusion: Conclusion,
  { program }: Interpreter,
  { major }: WantedPython,
): Conclusion {
  const called =
    major === 2 ? /^(\s*(?:exec\s+)?)python2(?:\.7)?(?=\s)/ : /^(\s*(?:exec\s+)?)python3?(?=\s)/;
  const edit = (command: string) => command.replace(called, (_, before) => `${before}${program}`);
  const needs = conclusion.needs.filter((need) => need !== `python${major}`);
  return { ...editCommands(conclusion, listRoles(conclusion), edit), needs };
}

/** The same with other commands for some roles, those that are tried later among them. */
function editCommands(
  conclusion: Conclusion,
  roles: readonly SubmissionRole[],
  edit: (command: string) => string,
): Conclusion {
  const submission = { ...conclusion.submission };
  const [starts, alternatives] = [{ ...conclusion.starts }, { ...conclusion.alternatives }];
  for (const role of roles) {
    const [command, start, others] = [submission[role], starts[role], alternatives[role]];
    if (command !== undefined) submission[role] = edit(command);
    if (start !== undefined) starts[role] = edit(start);
    if (others !== undefined) alternatives[role] = others.map(edit);
  }
  return {
    ...{ ...conclusion, submission },
    ...(conclusion.starts && { starts }),
    ...(conclusion.alternatives && { alternatives }),
  };
}

/** The same, where a newer Python refuses a source as one of Python 2: its programs are that. */
export function takeForPython2(
  conclusion: Conclusion,
  { path: refused, because }: { path: string; because: string },
): Conclusion {
  const roles = listRoles(conclusion).filter((role) => conclusion.sources[role]?.includes(refused));
  const edit = (command: string) => command.replace(/^(\s*(?:exec\s+)?)python3(?=\s)/, '$1python2');
  const reasons = roles.map((about) => ({ about, because: `it is python2 (${because})` }));
  return {
    ...editCommands(conclusion, roles, edit),
    reasons: [...conclusion.reasons, ...reasons],
    needs: [...new Set([...conclusion.needs, 'python2'])],
  };
}
