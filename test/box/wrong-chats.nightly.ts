/**
 * The wrong chat that takes longest, and a right one that is not ours: textbook.py in all scenarios
 * of the chat that earn points, which fails nothing there.
 */
import path from 'node:path';
import t from 'tap';
import { rightChat, wrongChats } from '../wrong/chat-table.ts';
import { assertCaught, explainDocument, getChecks } from '../wrong/play.ts';
import { folder, getCommand, getTitle } from '../wrong/table.ts';
import { makeLabFolder, runForDocument } from './lab-command.ts';

t.setTimeout(600_000);

for (const row of wrongChats.filter(({ file }) => file === 'chat/closes-one.py')) {
  t.test(`${getTitle(row)}: ${row.fails.join(', ')}`, async (t) => assertCaught(t, row));
}

t.test('a textbook server earns the extra credit', async (t) => {
  const server = getCommand(path.join(folder, rightChat));
  const flags = ['--chat', '--server', server];
  const played = await runForDocument(flags, { folder: await makeLabFolder(t) });
  const said = explainDocument(played.document);
  t.same(getChecks(played.document, 'fail'), [], 'nothing fails', { said });
  t.same(getChecks(played.document, 'unknown'), [], 'nothing is undecided', { said });
  t.match(played.document.grade, { extra: 20 });
});
