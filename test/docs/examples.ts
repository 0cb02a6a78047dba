/**
 * Runs what the docs tell a reader to type. A fenced block ```` ```sh run ```` is run by
 * test/docs/examples.gate.ts, one ```` ```sh play ```` needs Mininet and is run by
 * test/box/docs.gate.ts; `exit=64` beside it says how it is to end. The block that follows it shows
 * what it prints. A block whose info names a file (```` ```yaml my.yaml ````) is that file. A plain
 * ```` ```sh ```` block is not run: it would change the reader's machine, or need another one.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type Fence, getFences, readDocs, root } from './read-docs.ts';

/** How long an example may take on a busy machine. */
const limitMs = 90_000;

export interface Example {
  /** `README.md:31`. */
  where: string;
  text: string;
  exit: number;
  /** What the docs say that it prints; undefined where they show nothing. */
  shown: string | undefined;
  /** The files that its document names, by name. */
  files: ReadonlyMap<string, string>;
}

/** All examples of a kind, in the docs' order. */
export function getExamples(kind: 'run' | 'play'): Example[] {
  return readDocs().flatMap((doc) => {
    const fences = getFences(doc);
    const files = new Map(fences.flatMap(getNamedFile));
    return fences
      .filter(({ language, words }) => language === 'sh' && words[0] === kind)
      .map((fence) => ({
        where: `${doc.path}:${fence.line}`,
        text: fence.text,
        exit: Number(/exit=(\d+)/.exec(fence.words.join(' '))?.[1] ?? 0),
        shown: fence.next?.language === 'text' ? fence.next.text : undefined,
        files,
      }));
  });
}

function getNamedFile({ words, text }: Fence): [string, string][] {
  const [name = ''] = words;
  return /^[\w-]+\.\w+$/.test(name) ? [[name, `${text}\n`]] : [];
}

/** How an example ended, and all that it printed. */
export interface ExampleResult {
  status: number | null;
  output: string;
}

/** Runs an example in a folder that looks like the project, with runs (.lab) of its own. */
export async function runExample({ text, files }: Example): Promise<ExampleResult> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'mininet-lab-docs-'));
  try {
    for (const name of readdirSync(root).filter((each) => !/^\.(git|lab|tap)$/.test(each))) {
      symlinkSync(path.join(root, name), path.join(folder, name));
    }
    for (const [name, content] of files) writeFileSync(path.join(folder, name), content);
    // The packages are here: make must not install them through the link.
    const script = text.replaceAll(/^make /gm, 'make -o node_modules/.package-lock.json ');
    return await runScript(script, folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function runScript(script: string, cwd: string): Promise<ExampleResult> {
  const strange = /^(LAB_|MAKE|MFLAGS|TAP|FORCE_COLOR|NODE_OPTIONS)/;
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !strange.test(name)),
  );
  return new Promise((resolve, reject) => {
    const shell = spawn('sh', ['-c', `exec 2>&1\n${script}`], {
      ...{ cwd, env, timeout: limitMs },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let output = '';
    shell.stdout.setEncoding('utf8').on('data', (data: string) => {
      output += data;
    });
    shell.on('error', reject);
    shell.on('close', (status) => resolve({ status, output }));
  });
}

/** The lines that the docs show and that the output has not, in their order. */
export function findMissing(shown: string, output: string, kind: 'run' | 'play'): string[] {
  const has = output.split('\n').map(normalize);
  let at = 0;
  return shown
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.includes('…'))
    .filter((line) => kind === 'run' || isMarked(line))
    .filter((line) => {
      const found = has.indexOf(normalize(line), at);
      if (found >= 0) at = found + 1;
      return found < 0;
    });
}

/** Of a play the docs show marks, verdicts and points; reasons and times differ from run to run. */
function isMarked(line: string): boolean {
  return /^\s*[✓✗?!] /.test(line) || /^\d+\/\d+/.test(line);
}

/**
 * Measured times, the order of what comes at once, and remarks on the sum are nobody's promise; nor
 * is how wide names are, since a play that the machine disturbed is played again by a longer one.
 */
function normalize(line: string): string {
  return (
    line
      .trim()
      .replaceAll(/ {2,}/g, '  ')
      // What starts a program may be there still, or no longer, when it begins to listen.
      .replaceAll(/\d+ threads? when it began to listen, \d+ with/g, '# threads')
      .replace(/^(\d+\/\d+)\b.*$/, '$1')
      .replace(/(\bsimultaneous +)(?:[XY] first by|both together, within) .*/, '$1together')
      .replaceAll(/\d+\.\d+/g, '#')
  );
}
