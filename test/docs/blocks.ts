/**
 * The tables in the docs that are made from the code, so that they cannot say anything else. In a
 * document a block stands between `<!-- generated: name -->` and `<!-- end: name -->`; `make docs`
 * writes them, and blocks.gate.ts sees that they are current. To add one: a function in the table
 * below, and the two lines in a document.
 */
import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { promisify } from 'node:util';
import { checkers } from '../../lab/assignments/first-received/checkers/index.ts';
import { planScenario } from '../../lab/assignments/first-received/plan.ts';
import { rubrics } from '../../lab/assignments/first-received/rubrics/index.ts';
import { chatScenarios, scenarios } from '../../lab/assignments/first-received/scenarios/index.ts';
import { errorTable } from '../../lab/model/errors.ts';
import { scenarioSchema } from '../../lab/model/scenario.ts';
import { getScenarioJsonSchema } from '../../lab/store/scenario-file.ts';
import { listKinds } from '../kinds/list.ts';
import { renderMatrix, renderPlayed, renderVersions } from '../matrix/results.ts';
import { wrongChats } from '../wrong/chat-table.ts';
import { renderExplored, renderMeasured } from '../wrong/explored.ts';
import { findCheckerFile, renderWrongPrograms } from '../wrong/render.ts';
import { renderLanguages } from './languages.ts';
import { root } from './read-docs.ts';

/** Rooms whose page has a line for each of their files, from what the file says of itself. */
const listedRooms = ['boxes', 'grade', 'model', 'reporters', 'run', 'stage', 'store', 'sweep'];

/** Each block's text by its name. */
export const blocks: Readonly<Record<string, () => string | Promise<string>>> = {
  ...Object.fromEntries(listedRooms.map((room) => [`files-${room}`, () => renderFiles(room)])),
  errors: renderErrors,
  layers: renderLayers,
  packages: renderPackages,
  scenarios: renderScenarios,
  'scenario-keys': () => renderKeys(getScenarioJsonSchema() as Schema),
  checkers: renderCheckers,
  rubrics: renderRubrics,
  kinds: renderKinds,
  languages: renderLanguageTable,
  'wrong-programs': () => renderWrongPrograms(),
  'wrong-chats': () => renderWrongPrograms(wrongChats),
  explored: renderExplored,
  'explored-measured': renderMeasured,
  help: renderHelp,
  systems: () => renderPlayed(),
  matrix: () => renderMatrix(),
  'matrix-versions': () => renderVersions(),
};

const marks = /^<!-- generated: ([\w-]+) -->\n([\s\S]*?)^<!-- end: \1 -->$/gm;

/** The names of the blocks in a document. */
export function findBlocks(text: string): string[] {
  return [...text.matchAll(marks)].map(([, name = '']) => name);
}

/** A document with its blocks as they should be. Throws for a block that nobody makes. */
export async function fillBlocks(text: string): Promise<string> {
  const made = new Map<string, string>();
  for (const name of findBlocks(text)) {
    const render = blocks[name];
    if (!render) throw new Error(`No block is called ${name}; test/docs/blocks.ts has them`);
    made.set(name, await render());
  }
  return text.replaceAll(
    marks,
    (_, name: string) =>
      `<!-- generated: ${name} -->\n\n${made.get(name)}\n\n<!-- end: ${name} -->`,
  );
}

function renderTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [head, head.map(() => '---'), ...rows];
  return all
    .map((row) => `| ${row.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`)
    .join('\n');
}

/** The files of a room, each with the first sentence of its header. */
function renderFiles(room: string): string {
  const folder = path.join(root, 'lab', room);
  const names = readdirSync(folder).filter((name) => /\.(ts|py|mjs|sh)$/.test(name));
  const rows = names.sort().map((name) => {
    const text = readFileSync(path.join(folder, name), 'utf8');
    return [`[${name}](${name})`, readFirstSentence(text)];
  });
  return renderTable(['file', 'what it is'], rows);
}

/** The first sentence of the comment that a source opens with: TypeScript, Python or shell. */
function readFirstSentence(text: string): string {
  const body = text.replace(/^(#!.*\n|\/\/ biome-ignore-all .*\n)+/, '');
  const [, block] = /^(?:\/\*\*|""")([\s\S]*?)(?:\*\/|""")/.exec(body) ?? [];
  const lines = (block ?? /^(?:(?:#|\/\/).*\n)+/.exec(body)?.[0] ?? '').split('\n');
  const words = lines.map((line) => line.replace(/^\s*(?:\*|#|\/\/)?\s?/, '').trim());
  const [paragraph = ''] = words.join('\n').trim().split('\n\n');
  const line = paragraph.replaceAll('\n', ' ');
  return (/^.*?\.(?=\s+[A-Z]|$)/.exec(line)?.[0] ?? line).replace(/\.$/, '').trim();
}

function renderErrors(): string {
  const rows = Object.entries(errorTable).map(([code, { exit, about }]) => [
    `\`${code}\``,
    `${exit}`,
    about,
  ]);
  return renderTable(['code', 'exit', 'what it stands for'], rows);
}

interface LayerRule {
  name: string;
  comment: string;
}

function readRules(): LayerRule[] {
  const load = createRequire(import.meta.url);
  return load(path.join(root, '.dependency-cruiser.cjs')).forbidden as LayerRule[];
}

/** The rules that tell a room whom it may import; of rooms that are there. */
function renderLayers(): string {
  const rows = readRules().flatMap(({ comment }) => {
    const [, room = '', rooms = '', cure = ''] =
      /^lab\/(\w+) may import only (.*?): (.*)$/.exec(comment) ?? [];
    return room !== '' && hasFiles(path.join(root, 'lab', room)) ? [[room, rooms, cure]] : [];
  });
  return renderTable(['room', 'may import of ours', 'if it needs more'], rows);
}

function hasFiles(folder: string): boolean {
  return existsSync(folder) && readdirSync(folder).length > 0;
}

function renderPackages(): string {
  const rows = readRules().flatMap(({ comment }) => {
    const [, vendor = '', place = '', cure = ''] =
      /^(\S+) is imported only in (\S+): (.*)$/.exec(comment) ?? [];
    return vendor === '' ? [] : [[vendor, describePlaces(place), cure]];
  });
  return renderTable(['package', 'imported only in', 'if you need it elsewhere'], rows);
}

/** `^lab/(store|grade)/` as two places; a pattern with one place stays one. */
function describePlaces(pattern: string): string {
  const plain = pattern.replaceAll(/[\\^]|\/$/g, '');
  const [, start = plain, choices = '', end = ''] = /^(.*)\((.*)\)(.*)$/.exec(plain) ?? [];
  return choices
    .split('|')
    .map((choice) => `\`${start}${choice}${end}\``)
    .join(', ');
}

function renderScenarios(): string {
  const rows = [...scenarios.values(), ...chatScenarios.values()].map((input) => {
    const plan = planScenario(scenarioSchema.parse(input));
    const times = plan.clients.map(({ role, connectMs, sendMs, leaveMs }) => {
      const then = leaveMs === undefined ? `sends at ${sendMs}` : `leaves at ${leaveMs}`;
      return `${role} connects at ${connectMs}, ${then}`;
    });
    const points = plan.robustness ? 'no' : 'yes';
    return [`\`${plan.scenario}\``, plan.title, times.join('; '), points, input.about ?? ''];
  });
  return renderTable(['name', 'title', 'planned, in ms', 'points', 'why it is played'], rows);
}

interface Schema {
  type?: string;
  enum?: readonly unknown[];
  description?: string;
  default?: unknown;
  properties?: Record<string, Schema>;
  items?: Schema;
  required?: readonly string[];
}

/** The keys of a scenario file, those of objects in it below them: `clients[].role`. */
function renderKeys(schema: Schema): string {
  return renderTable(['key', 'type', 'if absent', 'meaning'], getKeyRows(schema, ''));
}

function getKeyRows(schema: Schema, above: string): string[][] {
  return Object.entries(schema.properties ?? {}).flatMap(([key, value]) => {
    const isList = value.items?.type === 'object';
    const name = `${above}${key}${isList ? '[]' : ''}`;
    const kinds = value.enum?.map((each) => `\`${each}\``).join(' or ');
    const absent = schema.required?.includes(key) ? 'must be there' : formatDefault(value.default);
    const row = [`\`${name}\``, kinds ?? getTypeName(value), absent, value.description ?? ''];
    const below = isList ? value.items : value;
    return [row, ...(below ? getKeyRows(below, `${name}.`) : [])];
  });
}

function getTypeName({ type, items }: Schema): string {
  return items?.type ? `list of ${items.type}s` : (type ?? 'any');
}

function formatDefault(value: unknown): string {
  return value === undefined || value === '' ? '' : `\`${JSON.stringify(value)}\``;
}

function renderCheckers(): string {
  const askedIn = (name: string) =>
    [...rubrics.values()]
      .flatMap(({ criteria }) => criteria)
      .flatMap(({ checks, id }) => (checks.includes(name) ? [`${id}`] : []))
      // Rubrics of several years share criteria: each number once.
      .filter((id, index, ids) => ids.indexOf(id) === index);
  const rows = [...checkers.values()].map(({ name, promise }) => [
    `[${name}](${findCheckerFile(name)})`,
    promise,
    askedIn(name).join(', ') || 'none',
  ]);
  return renderTable(['checker', 'its promise', 'criteria that ask it'], rows);
}

function renderRubrics(): string {
  return [...rubrics.values()]
    .map(({ name, title, criteria }) => {
      const rows = criteria.map((each) => [
        `${each.id}`,
        each.title,
        `${each.points}${each.extra ? ' extra' : ''}`,
        each.checks.map((check) => `\`${check}\``).join(', '),
        each.review ? 'yes' : '',
      ]);
      const head = ['no.', 'criterion', 'points', 'checks that decide it', 'a person looks, too'];
      return `\`${name}\`: ${title}\n\n${renderTable(head, rows)}`;
    })
    .join('\n\n');
}

function renderKinds(): string {
  const rows = listKinds().map(({ name, title, handIn, rule, seen, code, file }) => [
    ...[name, title, handIn, rule],
    `${seen}: [${path.basename(code)}](../../${code})`,
    file === undefined ? 'none' : `[${path.basename(file)}](../../../${file})`,
  ]);
  return renderTable(
    ['', 'kind', 'what people hand in', 'the rule', 'how it is seen', 'test'],
    rows,
  );
}

async function renderLanguageTable(): Promise<string> {
  const head = ['language', 'found by', 'built by', 'played by', 'comments', 'functions'];
  return renderTable([...head, 'corpus', 'strangers'], await renderLanguages());
}

/** The names of the commands: `run` for lab/run.mjs. */
export function getVerbs(): string[] {
  return readdirSync(path.join(root, 'lab'))
    .filter((name) => name.endsWith('.mjs'))
    .map((name) => name.slice(0, -'.mjs'.length))
    .sort();
}

/** What a command says about itself, as it does where the output is no terminal. */
export async function readHelp(verb: string, flags: readonly string[] = []): Promise<string> {
  const words = [path.join('lab', `${verb}.mjs`), ...flags, '--help'];
  const { stdout } = await promisify(execFile)(process.execPath, words, { cwd: root });
  return stdout.trimEnd();
}

async function renderHelp(): Promise<string> {
  const texts = await Promise.all(
    getVerbs().map(async (verb) => {
      return `### zx lab/${verb}.mjs\n\n\`\`\`text\n${await readHelp(verb)}\n\`\`\``;
    }),
  );
  return texts.join('\n\n');
}
