/**
 * Records the journals of this folder anew, by playing on real Mininet:
 *
 *     npx tsx test/journals/record.ts                  all of them
 *     npx tsx test/journals/record.ts x-at-once cut-capture    those named
 *     npx tsx test/journals/record.ts --judge          plays nothing, writes expected.json anew
 *
 * Look at the difference before you commit it: what the verdicts become is what replay.gate.ts
 * holds the checkers to. Of the sources only openings are kept, and no path of this machine.
 */
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { scenarios } from '../../lab/assignments/first-received/scenarios/index.ts';
import type { JournalEvent } from '../../lab/model/journal.ts';
import { finishJournal } from '../../lab/run/finish-journal.ts';
import { journalFile, partFile } from '../../lab/store/run-store.ts';
import { readWitnessed, root, runLab, startLab, waitFor } from '../box/lab-command.ts';
import {
  expectedFile,
  getExpected,
  journals,
  judgeJournal,
  listJournals,
  readStored,
} from './read-journals.ts';

interface Recording {
  name: string;
  /** Arguments of lab/run.mjs for one play. */
  flags: readonly string[];
  /** Kills the lab, by SIGKILL, as soon as this was witnessed. */
  killAt?: string;
  /** Cuts the capture off, as a full disk would, and makes the journal of what is left. */
  cut?: boolean;
}

const python = `/usr/bin/python3 ${root}/test`;
const recordings: readonly Recording[] = [
  ...[...scenarios.keys()].map((name) => ({ name, flags: [name] })),
  {
    name: 'wrong-order-of-connection',
    flags: ['x-connects-y-sends', '--server', `${python}/wrong/order-of-connection.py`],
  },
  {
    name: 'wrong-recv-before-second-accept',
    flags: ['x-at-once', '--server', `${python}/wrong/recv-before-second-accept.py`],
  },
  {
    name: 'wrong-ack-to-one',
    flags: ['x-connects-x-sends', '--server', `node ${root}/test/wrong/ack-to-one.mjs`],
  },
  {
    name: 'undecided-at-once',
    flags: ['--send-x', '0', '--send-y', '1', '--server', `${python}/right/textbook-server.py`],
  },
  { name: 'cut-capture', flags: ['y-connects-x-sends'], cut: true },
  { name: 'killed', flags: ['--delay-y', '3000'], killAt: '"text":"X: Alice","ticket":0' },
];

/** How much of the first file of a source is kept. */
const sourceCharacters = 600;

const named = process.argv.slice(2);
const known = new Set(recordings.map(({ name }) => name));
const unknown = named.filter((name) => name !== '--judge' && !known.has(name));
if (unknown.length > 0) throw new Error(`No ${unknown}; there are ${[...known].join(', ')}`);
const wanted = recordings.filter(({ name }) => named.length === 0 || named.includes(name));
for (const recording of named.includes('--judge') ? [] : wanted) {
  console.error(`recording ${recording.name}`);
  await record(recording);
}
for (const name of listJournals()) await writeExpected(name);

async function record(recording: Recording): Promise<void> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'mininet-lab-record-'));
  try {
    await play(recording, folder);
    const run = path.join(
      folder,
      '.lab/runs',
      readdirSync(path.join(folder, '.lab/runs'))[0] ?? '',
    );
    const [scenario = ''] = readdirSync(run).filter((name) => !name.endsWith('.json'));
    const target = path.join(journals, recording.name);
    rmSync(target, { recursive: true, force: true });
    cpSync(path.join(run, scenario), target, { recursive: true });
    // Every line of the logs is in the journal, too.
    rmSync(path.join(target, 'logs'), { recursive: true });
  } finally {
    rmSync(folder, { recursive: true });
  }
  const files = readdirSync(path.join(journals, recording.name), { recursive: true });
  for (const file of files as string[]) clean(path.join(journals, recording.name, file));
  if (recording.cut) await cutCapture(recording.name);
}

async function play({ flags, killAt }: Recording, folder: string): Promise<void> {
  if (killAt === undefined) {
    const { status, stderr } = await runLab([...flags, '--quiet'], { folder });
    if (status === null || status > 2) throw new Error(`the lab ended with ${status}: ${stderr}`);
    return;
  }
  const lab = startLab([...flags, '--quiet'], { folder });
  await waitFor(killAt, async () =>
    (await readWitnessed(folder)).includes(killAt) ? true : undefined,
  );
  lab.send('SIGKILL');
  await lab.ended;
}

/** Takes out what names this machine, and most of the sources. */
function clean(file: string): void {
  if (!/\.(json|jsonl|log)$/.test(file)) return;
  const text = readFileSync(file, 'utf8');
  const lines = file.endsWith('.jsonl') ? text.split('\n').map(trimSource) : [text];
  const cleaned = lines
    .join('\n')
    .replaceAll(root, '/mininet-lab')
    .replaceAll(process.execPath, '/usr/bin/node');
  writeFileSync(file, cleaned);
}

function trimSource(line: string): string {
  if (!line.includes('"kind":"source"')) return line;
  const event = JSON.parse(line) as JournalEvent;
  if (event.kind !== 'source') return line;
  const files = event.files.slice(0, 1).map(({ path: name, text }) => {
    const end = text.lastIndexOf('\n', sourceCharacters);
    return { path: name, text: text.length > sourceCharacters ? text.slice(0, end + 1) : text };
  });
  return JSON.stringify({ ...event, files });
}

/** Half of the capture, ending within a packet, and the journal that the lab makes of it. */
async function cutCapture(name: string): Promise<void> {
  const folder = path.join(journals, name);
  const capture = readFileSync(path.join(folder, 'h1.pcap'));
  const rest = capture.subarray(0, Math.floor(capture.length / 2) + 5);
  writeFileSync(path.join(folder, 'h1.pcap'), rest);
  const { plan, events } = await readStored(name);
  const made = await finishJournal({
    plan,
    events: events.filter(({ witness, kind }) => witness !== 'wire' && kind !== 'source'),
    sources: events.filter(({ kind }) => kind === 'source'),
    capture: rest,
  });
  const text = made.map((event) => `${JSON.stringify(event)}\n`).join('');
  writeFileSync(path.join(folder, journalFile), text);
  rmSync(path.join(folder, partFile), { force: true });
}

async function writeExpected(name: string): Promise<void> {
  const expected = getExpected(await judgeJournal(name));
  const file = path.join(journals, name, expectedFile);
  writeFileSync(file, `${JSON.stringify(expected, null, 2)}\n`);
  console.error(`${name}: ${expected.outcome}`);
}
