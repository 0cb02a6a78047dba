/** The stored results of the matrix, and the tables that the docs have from them. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';
import type { CellResult } from './play-cell.ts';
import {
  type Cell,
  checks,
  chooseCells,
  isRefused,
  nameCell,
  nodes,
  systems,
  versions,
} from './systems.ts';

const file = path.join(import.meta.dirname, 'results.json');

const resultsSchema = z.record(
  z.string(),
  z.object({
    date: z.string().regex(/^\d{4}-\d\d-\d\d$/),
    versions: z.record(z.string(), z.string()),
    checks: z.partialRecord(
      z.enum(['lab', 'ovs', 'routed', 'rootless', 'submissions', 'doctor']),
      z.object({
        outcome: z.enum(['pass', 'fail', 'unknown', 'refused']),
        because: z.string(),
      }),
    ),
  }),
);
/** By the cells' names. */
export type Results = Readonly<Record<string, CellResult>>;

/** What was found, by the name of the cell; nothing of cells that are in the list no more. */
export function readResults(): Results {
  const all = existsSync(file) ? resultsSchema.parse(JSON.parse(readFileSync(file, 'utf8'))) : {};
  const names = new Set(chooseCells([]).map(nameCell));
  return Object.fromEntries(Object.entries(all).filter(([name]) => names.has(name))) as Results;
}

/** Stores a cell's result in place of its last one; other cells keep theirs, with their dates. */
export function writeResult(cell: Cell, result: CellResult): void {
  const all = { ...readResults(), [nameCell(cell)]: result };
  const sorted = chooseCells([]).flatMap((each) => {
    const found = all[nameCell(each)];
    return found ? [[nameCell(each), found]] : [];
  });
  writeFileSync(file, `${JSON.stringify(Object.fromEntries(sorted), null, 2)}\n`);
}

const signs = { pass: '✓', fail: '✗', unknown: '?', refused: '–' } as const;

/** A cell is as it must be if each check passed, or if its old Node was refused. */
export function isAsItMustBe({ checks: found }: CellResult): boolean {
  return (
    found.lab?.outcome === 'refused' || checks.every(({ name }) => found[name]?.outcome === 'pass')
  );
}

/** The cells with what was played in each, and below it why where it is no `✓`. */
export function renderMatrix(results: Results = readResults()): string {
  const notes: string[] = [];
  const rows = chooseCells([]).map((cell) => {
    const result = results[nameCell(cell)];
    const signsOf = checks.map(({ name }) => {
      const found = result?.checks[name];
      if (!found) return result ? '–' : '';
      if (found.because === '') return signs[found.outcome];
      notes.push(`${nameCell(cell)}, ${name}: ${found.because}`);
      return `${signs[found.outcome]} (${notes.length})`;
    });
    const { Node = '' } = result?.versions ?? {};
    const node = cell.node === 'own' ? `${Node} (its own)` : Node || cell.node;
    return [cell.system.title, node, ...signsOf, result?.date ?? 'not yet'];
  });
  const head = ['system', 'Node', ...checks.map(({ title }) => title), 'played on'];
  return [renderRows(head, rows), ...notes.map((note, index) => `${index + 1}. ${note}`)]
    .join('\n')
    .replace(/\n1\. /, '\n\n1. ');
}

/** For each system the Nodes with which all was as it must be, and no others: the README's claim. */
export function renderPlayed(results: Results = readResults()): string {
  const rows = systems.map((system) => {
    const choices = nodes.flatMap((node) => {
      const result = results[nameCell({ system, node })];
      if (!result || isRefused({ system, node }) || !isAsItMustBe(result)) return [];
      const version = result.versions.Node ?? node;
      return [node === 'own' ? `its own (${version})` : version];
    });
    const refused = results[nameCell({ system, node: 'own' })]?.checks.lab;
    const note = refused?.outcome === 'refused' ? refused.because : '';
    return [system.title, choices.join(', ') || 'none yet', note];
  });
  return renderRows(['system', 'played with Node', 'what its own Node gets'], rows);
}

/** What each cell has, as its tools say it. */
export function renderVersions(results: Results = readResults()): string {
  const rows = chooseCells([]).flatMap((cell) => {
    const found = results[nameCell(cell)]?.versions;
    if (!found) return [];
    return [[cell.system.title, ...Object.keys(versions).map((name) => found[name] ?? '–')]];
  });
  return renderRows(['system', ...Object.keys(versions)], rows);
}

function renderRows(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
}
