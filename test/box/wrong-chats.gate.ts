/**
 * Wrong programs of the chat are caught by exactly the checkers that should catch them
 * (test/wrong/chat-table.ts), and a right one by none. Who stays connected takes longest: nightly.
 */
import t from 'tap';
import { wrongChats } from '../wrong/chat-table.ts';
import { assertCaught } from '../wrong/play.ts';
import { getTitle } from '../wrong/table.ts';

// Most of a play is waiting, so several go on at once even on a small machine.
t.jobs = 3;
t.setTimeout(300_000);

for (const row of wrongChats.filter(({ file }) => file !== 'chat/closes-one.py')) {
  t.test(`${getTitle(row)}: ${row.fails.join(', ')}`, { buffered: true }, async (t) => {
    await assertCaught(t, row);
  });
}
