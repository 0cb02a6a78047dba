/** All readers of the lab with what they are fed: real files, damaged. */
import { execFileSync } from 'node:child_process';
import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { PassThrough } from 'node:stream';
import type { Test } from 'tap';
import { parse, stringify } from 'yaml';
import { firstReceived } from '../../lab/assignments/first-received/assignment.ts';
import { checkers } from '../../lab/assignments/first-received/checkers/index.ts';
import { scenarios } from '../../lab/assignments/first-received/scenarios/index.ts';
import type { BoxProcess } from '../../lab/boxes/box.ts';
import { assignOverrides } from '../../lab/grade/assign-overrides.ts';
import { unpackBytes } from '../../lab/grade/unpack.ts';
import { getUsualRubric } from '../../lab/model/assignment.ts';
import { judgeRun } from '../../lab/model/judge.ts';
import { readCapture } from '../../lab/run/capture.ts';
import { judgeStored } from '../../lab/run/judge-stored.ts';
import { Stage } from '../../lab/stage/stage.ts';
import { parseOverrides } from '../../lab/store/override-file.ts';
import { readRun } from '../../lab/store/read-run.ts';
import { readScenarioFile, renderScenarioFile } from '../../lab/store/scenario-file.ts';
import { parseSubmission } from '../../lab/store/submission-file.ts';
import { journals, listJournals } from '../journals/read-journals.ts';
import { choose, mutateBytes, mutateValue, type Random } from './mutate.ts';

/** Makes and reads one case. */
export type ReadCase = (random: Random) => Promise<unknown> | unknown;

export interface Reader {
  name: string;
  /** `t` has a folder for the reader's files. */
  prepare(t: Test): ReadCase;
}

const context = {
  ...{ port: 12_000, serverAddresses: ['10.0.0.1'], roles: new Map([['10.0.0.2', 'X']]) },
  toAtNs: (sec: number, nsec: number) => (sec - 1_700_000_000) * 1e9 + nsec,
};

const inJournals = (name: string) =>
  listJournals().flatMap((folder) => findFiles(path.join(journals, folder), name));

function findFiles(folder: string, name: string): string[] {
  return readdirSync(folder, { recursive: true })
    .map(String)
    .filter((file) => path.basename(file) === name)
    .map((file) => path.join(folder, file));
}

/** YAML or JSON as text: damaged in its bytes, or in what it says. */
function mutateText(text: string, random: Random): Buffer {
  if (random() < 0.5) return mutateBytes(Buffer.from(text), random);
  return Buffer.from(stringify(mutateValue(parse(text), random)));
}

/** JSON, one value a line: damaged in its bytes, or in what one line says. */
function mutateLines(text: string, random: Random): Buffer {
  if (random() < 0.4) return mutateBytes(Buffer.from(text), random);
  const lines = text.split('\n').slice(0, -1);
  const at = Math.floor(random() * lines.length);
  lines[at] = JSON.stringify(mutateValue(JSON.parse(lines[at] ?? 'null'), random)) ?? '';
  return Buffer.from(`${lines.join('\n')}\n`);
}

export const readers: readonly Reader[] = [
  {
    name: 'captures',
    prepare: () => {
      const corpus = inJournals('h1.pcap').map((file) => readFileSync(file));
      return (random) => readCapture(mutateBytes(choose(random, corpus), random), context);
    },
  },
  {
    name: 'stored runs, and their verdicts',
    prepare: (t) => {
      const folder = t.testdir({});
      const names = listJournals();
      for (const name of names) {
        cpSync(path.join(journals, name), path.join(folder, name), { recursive: true });
      }
      return async (random) => {
        const run = path.join(folder, choose(random, names));
        const files = readdirSync(run, { recursive: true })
          .map(String)
          .filter((name) => /\.(json|jsonl|pcap)$/.test(name) && !name.includes('expected'));
        const file = path.join(run, choose(random, files));
        const whole = readFileSync(file);
        const damaged = /json/.test(file)
          ? file.endsWith('l')
            ? mutateLines(whole.toString(), random)
            : mutateText(whole.toString(), random)
          : mutateBytes(whole, random);
        writeFileSync(file, damaged);
        try {
          for (const stored of (await readRun(run)).scenarios) {
            await judgeStored(stored, (journal) => judgeRun(journal, checkers));
          }
        } finally {
          writeFileSync(file, whole);
        }
      };
    },
  },
  {
    name: 'scenario files',
    prepare: (t) => {
      const file = path.join(t.testdir({}), 'my.yaml');
      const corpus = [...scenarios.values()].map((scenario) => renderScenarioFile(scenario));
      return (random) => {
        writeFileSync(file, mutateText(choose(random, corpus), random));
        return readScenarioFile(file);
      };
    },
  },
  {
    name: 'submission files',
    prepare: () => {
      const folder = path.join(import.meta.dirname, '../submissions');
      const corpus = findFiles(folder, 'submission.yaml').map((file) => readFileSync(file, 'utf8'));
      return (random) => {
        parseSubmission(
          mutateText(choose(random, corpus), random).toString(),
          'submission.yaml',
          firstReceived,
        );
      };
    },
  },
  {
    name: 'marks of a person',
    prepare: () => {
      const rubric = getUsualRubric(firstReceived);
      if (!rubric) throw new Error('the assignment has no rubric');
      const given = [6, 9].map((criterion) => {
        return { name: 'Ada', criterion, points: 5, reason: 'seen' };
      });
      return (random) => {
        const text = mutateText(stringify(given), random).toString();
        const overrides = parseOverrides(text, 'marks.yaml', rubric);
        assignOverrides(overrides, { file: 'marks.yaml', names: ['Ada'], only: 'Ada' });
      };
    },
  },
  {
    name: 'archives',
    prepare: (t) => {
      const folder = t.testdir({});
      const script = path.join(import.meta.dirname, '../grade/hostile_archives.py');
      execFileSync('/usr/bin/python3', [script, folder]);
      const small = readdirSync(folder).map((name) => readFileSync(path.join(folder, name)));
      const corpus = small.filter(({ length }) => length < 200_000);
      return (random) => unpackBytes(mutateBytes(choose(random, corpus), random), 'some.zip');
    },
  },
  {
    name: 'what a stage sends',
    prepare: () => {
      const files = inJournals('journal.jsonl');
      const corpus = files.map((file) => makeStageLines(readFileSync(file, 'utf8')));
      return (random) => hearStage(mutateLines(choose(random, corpus), random));
    },
  },
];

/** The lines of a stage that plays what a journal holds. */
function makeStageLines(journal: string): string {
  const entries = journal.trimEnd().split('\n').slice(0, 60);
  const files = ['h1.pcap', 'logs/X.log'].map((file) => ({ file, data: 'AAAA' }));
  const messages = [
    { ready: { python: '3.11.2' } },
    ...entries.map((text) => ({ event: JSON.parse(text) })),
    ...files,
    { id: 1, ok: {} },
  ];
  return `${messages.map((message) => JSON.stringify(message)).join('\n')}\n`;
}

/** A play with a stage that says these bytes and ends. Never rejects, whatever they are. */
async function hearStage(bytes: Buffer): Promise<void> {
  const streams = {
    stdin: new PassThrough(),
    stdout: new PassThrough(),
    stderr: new PassThrough(),
  };
  let end = (_how: { status: number; signal: null }) => {};
  const ended: BoxProcess['ended'] = new Promise((resolve) => {
    end = resolve;
  });
  streams.stdin.resume();
  const stage = new Stage({ ...streams, ended, kill: () => end({ status: 0, signal: null }) });
  const play = stage.play({ programs: [], steps: [], limitMs: 60_000, listenMs: 1_000 });
  streams.stdout.write(bytes);
  streams.stdout.end();
  await new Promise((resolve) => setImmediate(resolve));
  end({ status: 0, signal: null });
  const { trouble } = await play;
  if (trouble) throw trouble;
}
