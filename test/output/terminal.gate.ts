/** Where a line can be drawn over the one before, and how wide what is printed may be. */
import type { WriteStream } from 'node:tty';
import t from 'tap';
import { getColumns, isLive } from '../../lab/output/terminal.ts';

const terminal = (columns: number | undefined, isTTY = true) =>
  ({ isTTY, columns }) as unknown as WriteStream;

t.beforeEach(() => {
  process.env.TERM = 'xterm';
  delete process.env.CI;
});

t.test('a terminal of a usual width', async (t) => {
  t.ok(isLive(terminal(80)));
  t.equal(getColumns(terminal(80)), 80);
});

t.test('one that is too narrow, or does not know its width', async (t) => {
  for (const columns of [0, 1, 19, undefined]) {
    t.notOk(isLive(terminal(columns)), `${columns}`);
    t.equal(getColumns(terminal(columns)), 100);
    t.equal(getColumns(terminal(columns), 80), 80);
  }
  t.ok(isLive(terminal(20)), 'but not one that is only small');
});

t.test('a pipe, a dumb terminal, and CI', async (t) => {
  t.notOk(isLive(terminal(80, false)));
  process.env.TERM = 'dumb';
  t.notOk(isLive(terminal(80)));
  process.env.TERM = 'xterm';
  process.env.CI = 'true';
  t.notOk(isLive(terminal(80)));
  process.env.CI = 'false';
  t.ok(isLive(terminal(80)));
});
