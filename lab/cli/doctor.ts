/**
 * zx lab/box.mjs doctor: what a box has and lacks, what each is needed for, and the command that
 * mends it. Exit code 0 if the lab can run there, 3 if not.
 */
import { chalk } from 'zx';
import { chooseBox } from '../boxes/choose.ts';
import { openBox } from '../boxes/open.ts';
import { escapeControls, stringifySafely } from '../reporters/escape.ts';
import { examineBox } from '../run/examine.ts';
import { canPlay, type Finding, findAll } from '../run/findings.ts';

export interface DoctorOptions {
  /** Absent: the box that a run would take, or this machine if it would find none. */
  boxName?: string;
  json: boolean;
  /** The lab's own store of host keys. */
  knownHostsPath: string;
}

/** Looks at a box and prints what it found. Throws LabError BOX_*, FLAG_WRONG. */
export async function runDoctor({ boxName, json, knownHostsPath }: DoctorOptions): Promise<number> {
  const say = (line: string) => console.error(line);
  const box = await openBox(boxName ?? (await chooseBox().catch(() => 'local')), {
    ssh: { knownHostsPath, say },
  });
  try {
    const findings = findAll(await examineBox(box));
    const canRun = canPlay(findings);
    const document = { box: box.name, canRun, findings };
    const text = json ? stringifySafely(document, 2) : renderFindings(box.name, findings);
    process.stdout.write(`${text}\n`);
    return canRun ? 0 : 3;
  } finally {
    await box.close();
  }
}

const signs = { there: chalk.green('✓'), missing: chalk.red('✗'), lacking: chalk.yellow('–') };

/**
 * A line for each; what it is for, and the cure, only where it is not there. What the box said of
 * itself is escaped: it must not drive the terminal of whoever looks at it.
 */
export function renderFindings(name: string, findings: readonly Finding[]): string {
  const width = Math.max(...findings.map(({ title }) => title.length));
  const lines = findings.flatMap(({ title, state, found, neededFor, mend }) => [
    `${signs[state]} ${title.padEnd(width)}  ${escapeControls(found)}`,
    ...(state === 'there' ? [] : [`${' '.repeat(width + 4)}needed for ${neededFor}`]),
    ...(mend === undefined
      ? []
      : [`${' '.repeat(width + 4)}fix it: ${chalk.bold(escapeControls(mend))}`]),
  ]);
  const missing = findings.filter(({ state }) => state === 'missing').map(({ title }) => title);
  const verdict =
    missing.length === 0
      ? `The lab can run on ${name}.`
      : `The lab cannot run on ${name}: ${missing.join(', ')}.`;
  return [...lines, '', verdict].join('\n');
}
