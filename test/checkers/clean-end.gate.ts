/** clean-end: how the programs ended. */
import t from 'tap';
import { cleanEnd } from '../../lab/checkers/clean-end.ts';
import { add, change, makeGap, makeJournal, makePlan, toNs, without } from './journal-builder.ts';

t.test('passes where all ended by themselves with status 0', async (t) => {
  t.equal(cleanEnd.check(makeJournal()).outcome, 'pass');
});

t.test('lets a client end with 1 whose partner left early, but not the leaver', async (t) => {
  const left = makeJournal(makePlan('x-leaves'));
  t.match(cleanEnd.check(left), { outcome: 'pass', because: /1 for Y, whose partner left/ });
  const zero = change(left, 'exited', () => ({ status: 0 }));
  t.equal(cleanEnd.check(zero).outcome, 'pass');
  const leaver = change(left, 'exited', ({ role }) => ({ status: role === 'X' ? 1 : 0 }));
  t.match(cleanEnd.check(leaver), { outcome: 'fail', because: 'X ended with status 1' });
  const server = change(left, 'exited', ({ role }) => ({ status: role === 'server' ? 1 : 0 }));
  t.equal(cleanEnd.check(server).outcome, 'fail');
});

t.test('fails for each bad end, and names them all', async (t) => {
  const bad = change(makeJournal(), 'exited', ({ role }) =>
    role === 'X' ? { status: 127 } : role === 'Y' ? { status: null, signal: 'SIGSEGV' } : {},
  );
  t.match(cleanEnd.check(bad), {
    outcome: 'fail',
    because: 'X ended with status 127: it was not found; Y was ended by SIGSEGV',
  });
});

t.test('fails where the deadline or the stage ended a program', async (t) => {
  const ended = change(makeJournal(), 'exited', ({ role }) =>
    role === 'server' ? { status: null, signal: 'SIGKILL', byStage: true } : {},
  );
  t.match(cleanEnd.check(ended), { outcome: 'fail', because: /the server had to be ended/ });
  const limit = { witness: 'stage', kind: 'limit', atNs: toNs(15_000) } as const;
  const late = add(ended, { ...limit, roles: ['server'], because: 'the play took too long' });
  t.match(cleanEnd.check(late), {
    because: 'the server was still running at the deadline',
    evidence: [{ kind: 'limit' }, { kind: 'exited' }],
  });
  const crashed = change(makeJournal(), 'exited', ({ role }) =>
    role === 'server' ? { status: 1 } : {},
  );
  const early = add(crashed, { ...limit, roles: ['server'], because: 'it never listened' });
  t.match(cleanEnd.check(early), { because: 'the server ended with status 1' });
});

t.test('is undecided where an end was not seen, or the stage was lost', async (t) => {
  const unseen = without(makeJournal(), (e) => e.kind === 'exited' && e.role === 'Y');
  t.match(cleanEnd.check(unseen), { outcome: 'unknown', because: 'the end of Y was not seen' });
  t.equal(cleanEnd.check(add(makeJournal(), makeGap('stage'))).outcome, 'unknown');
});
