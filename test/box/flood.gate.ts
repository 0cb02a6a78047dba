/**
 * A program that prints 1 GB ends with its play, for one clear reason; the lab keeps a bounded part
 * of what it printed, says how much is missing, and leaves nothing.
 */
import { stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import t from 'tap';
import { getEvents } from '../../lab/model/journal.ts';
import { readJournal } from '../wrong/play.ts';
import { getFlags, type WrongProgram, wrongPrograms } from '../wrong/table.ts';
import { makeLabFolder, runForDocument } from './lab-command.ts';
import { assertNothingLeft, takeSnapshot } from './leftovers.ts';

/** What the stage keeps of each program (lab/stage/stage_terminal.py). */
const keptBytes = 1 << 20;
/** Entries besides the printed lines; and those that the last read may have gone too far. */
const otherEntries = 5_000;
const keptLines = 1 << 14;

t.jobs = 2;
t.setTimeout(240_000);

function findRow(file: string): WrongProgram {
  const row = wrongPrograms.find((one) => one.file === file);
  if (!row) throw new Error(`no row for ${file}`);
  return row;
}

for (const [role, file] of [
  ['server', 'flood.py'],
  ['X', 'flood-client.mjs'],
] as const) {
  t.test(`${role} floods`, { buffered: true }, async (t) => {
    const folder = await makeLabFolder(t);
    const before = await takeSnapshot([folder]);
    const { document } = await runForDocument(getFlags(findRow(file)), { folder });
    const directory = path.join(folder, document.runs[0]?.directory ?? '');
    const events = await readJournal(directory);
    const name = role === 'server' ? 'the server' : role;
    t.match(
      getEvents(events, 'limit').map(({ because }) => because),
      [`still running after 5 s in which ${name} printed and nothing else happened`],
      'there is one reason',
    );
    const gaps = getEvents(events, 'gap');
    t.equal(gaps.length, 1);
    t.match(gaps[0], { of: 'printed' });
    t.match(gaps[0]?.because, new RegExp(`^${name} printed \\d+ bytes more than are kept$`));
    const { size } = await stat(path.join(directory, 'logs', `${role}.log`));
    t.ok(size <= keptBytes, `${size} bytes of its output are kept`);
    t.ok(events.length < keptLines + otherEntries, `the journal has ${events.length} entries`);
    await assertNothingLeft(t, before);
  });
}

t.test('blank lines without end are bounded, too', { buffered: true }, async (t) => {
  const folder = await makeLabFolder(t);
  const server = path.join(folder, 'blank.py');
  const lines = ['import socket', 'server = socket.create_server(("", 12000))'];
  await writeFile(server, `${[...lines, 'while True:', '    print()'].join('\n')}\n`);
  const flags = ['x-connects-y-sends', '--server', `python3 ${server}`];
  const { document } = await runForDocument(flags, { folder });
  const events = await readJournal(path.join(folder, document.runs[0]?.directory ?? ''));
  t.equal(getEvents(events, 'limit').length, 1);
  t.match(getEvents(events, 'gap'), [{ of: 'printed' }]);
  t.ok(events.length < keptLines + otherEntries, `the journal has ${events.length} entries`);
});
