/**
 * Compilers and runtimes that the sandbox does not see: in a home (rustup, nvm, sdkman), in /opt,
 * or beside the system in /usr/local. Each is tried within the walls before it is used: a
 * stranger's home is no place to take a program for root from, and what a link leads to may be
 * hidden there.
 */
import path from 'node:path';
import { homes, listPrograms } from './find-runtime.ts';
import type { CommandEnd, RunCommand } from './prepare-submission.ts';
import { quoteWord } from './quote-word.ts';

/** A folder whose `bin` has what is needed. */
export interface FoundTools {
  /** The folders that a sandbox has to show. */
  runtimes: string[];
  notes: string[];
  /** What is nowhere. */
  missing: string[];
}

export interface FindToolsOptions {
  run: RunCommand;
  /** Within the walls, with these folders shown. */
  runInside: (
    command: string,
    options: { limitMs: number; runtimes: readonly string[] },
  ) => Promise<CommandEnd>;
  /** Folders that are shown already. */
  runtimes?: readonly string[];
}

const limitMs = 20_000;
/** How many are tried of each: a machine may have many that do not start. */
const maxTries = 3;

/** Below a home; what a star stands for is tried in the shell's order. */
const homePlaces: Readonly<Record<string, readonly string[]>> = {
  rustc: ['.rustup/toolchains/stable*', '.rustup/toolchains/*'],
  cargo: ['.rustup/toolchains/stable*', '.rustup/toolchains/*'],
  go: ['sdk/go*', 'go', '.local/go'],
  node: [
    ...['.nvm/versions/node/*', '.local/share/fnm/node-versions/*/installation'],
    ...['.volta/tools/image/node/*', '.asdf/installs/nodejs/*', '.nodenv/versions/*'],
  ],
  java: ['.sdkman/candidates/java/*', '.jdks/*', '.asdf/installs/java/*'],
  javac: ['.sdkman/candidates/java/*', '.jdks/*', '.asdf/installs/java/*'],
  kotlinc: ['.sdkman/candidates/kotlin/*'],
  ruby: ['.rbenv/versions/*', '.rvm/rubies/*', '.asdf/installs/ruby/*'],
  perl: ['perl5/perlbrew/perls/*', '.plenv/versions/*'],
  dotnet: ['.dotnet'],
};
const systemPlaces = ['/usr/local/*', '/usr/lib/jvm/*', '/opt/*', '/opt/*/*'];

/** How each says that it works: a stub that is there by name only does not. */
const versionFlags: Readonly<Record<string, string>> = {
  ...{ python2: '--version', python3: '--version', python: '--version', go: 'version' },
  ...{ java: '-version', javac: '-version', node: '--version', rustc: '--version' },
};

/** Looks for what a submission needs. Rejects where nothing can be tried within the walls. */
export async function findTools(
  needs: readonly string[],
  { run, runInside, runtimes: shown = [] }: FindToolsOptions,
): Promise<FoundTools> {
  const found: FoundTools = { runtimes: [...shown], notes: [], missing: [] };
  const works = async (need: string, runtimes: readonly string[]) => {
    const { status } = await runInside(probeTool(need), { limitMs, runtimes });
    return status === 0;
  };
  for (const need of needs) {
    if (await works(need, found.runtimes)) continue;
    // Links are followed: what they lead to is what the sandbox has to show.
    const files = await listPrograms(writePlaces(need), 'readlink -f', run);
    const folders = [...new Set(files.flatMap((file) => getFolder(file) ?? []))];
    let taken: string | undefined;
    for (const folder of folders.slice(0, maxTries)) {
      taken ??= (await works(need, [...found.runtimes, folder])) ? folder : undefined;
    }
    if (taken === undefined) found.missing.push(need);
    else {
      found.runtimes.push(taken);
      found.notes.push(`adapted: ${need} is that of ${taken}`);
    }
  }
  return found;
}

/** A command of a shell that succeeds if a tool is there and starts. */
function probeTool(need: string): string {
  const flag = versionFlags[need];
  const tool = quoteWord(need);
  return flag === undefined ? `command -v -- ${tool}` : `${tool} ${flag}`;
}

/** Where a tool may be, as patterns for a shell. */
function writePlaces(need: string): string {
  const own = homes.flatMap((home) => (homePlaces[need] ?? []).map((place) => `${home}/${place}`));
  return [...own, ...systemPlaces].map((place) => `${place}/bin/${quoteWord(need)}`).join(' ');
}

/** The folder that has a program in its `bin`; one that is the system's is shown already. */
function getFolder(file: string): string | undefined {
  const bin = path.posix.dirname(file);
  const folder = path.posix.dirname(bin);
  const isSystem = folder === '/' || folder === '/usr' || folder === '/usr/local';
  return path.posix.basename(bin) === 'bin' && !isSystem ? folder : undefined;
}
