/** handshake: SYN and established for every client, on a whole capture. */
import t from 'tap';
import { handshake } from '../../lab/checkers/handshake.ts';
import type { JournalEvent } from '../../lab/model/journal.ts';
import { add, change, makeGap, makeJournal, makePlan, without } from './journal-builder.ts';

const isOf = (role: string) => (event: JournalEvent) => 'role' in event && event.role === role;
const isOpening = ({ kind }: JournalEvent) => kind === 'syn' || kind === 'established';

t.test('passes where every client opened a connection', async (t) => {
  const found = handshake.check(makeJournal());
  t.match(found, { outcome: 'pass', because: 'X and Y opened TCP connections' });
  t.same(
    found.evidence?.map(({ kind }) => kind),
    ['syn', 'established', 'syn', 'established'],
  );
});

t.test('fails where a client sent datagrams, and names them', async (t) => {
  const silent = without(makeJournal(), (event) => event.witness === 'wire' && isOf('Y')(event));
  const udp: JournalEvent = {
    witness: 'wire',
    kind: 'datagram',
    atNs: 900_000_000,
    frame: 40,
    role: 'Y',
    from: '10.0.0.3:5000',
    to: '10.0.0.1:12000',
    bytes: 6,
    text: 'Y: Bob',
  };
  const found = handshake.check(add(silent, udp));
  t.equal(found.outcome, 'fail');
  t.equal(found.because, 'Y opened no TCP connection; 1 UDP datagram instead');
  t.same(found.evidence, [udp]);
});

t.test('fails where nothing listened, and where a SYN was refused', async (t) => {
  const deaf = without(makeJournal(), (e) => e.witness === 'wire' || e.kind === 'listener');
  t.match(handshake.check(deaf), {
    outcome: 'fail',
    because: /X opened no TCP connection .*nothing was seen to listen on port 12000; Y /,
  });
  const refused = without(makeJournal(), (e) => e.kind === 'established' && isOf('X')(e));
  t.match(handshake.check(refused), {
    outcome: 'fail',
    because: /^X sent a SYN to 10\.0\.0\.1:12000, but no connection was established$/,
  });
});

t.test('says where the server listens instead, or why the play never began', async (t) => {
  const refused = without(makeJournal(), (e) => e.kind === 'established');
  const elsewhere = change(refused, 'listener', () => ({ local: '127.0.0.1:12000' }));
  t.match(handshake.check(elsewhere), { because: /: the server listens on 127\.0\.0\.1:12000; / });
  const nowhere = without(refused, (e) => e.kind === 'listener');
  t.match(handshake.check(nowhere), { because: /: nothing was seen to listen there; / });
  const because = 'the server ended before it listened on any port';
  const common = { atNs: 0, witness: 'stage', kind: 'limit' } as const;
  const limit = { ...common, roles: ['server'], because };
  const silent = without(makeJournal(), (e) => e.witness === 'wire' || e.kind === 'listener');
  t.match(handshake.check(add(silent, limit)), {
    outcome: 'fail',
    because: `X and Y could not connect: ${because}`,
    evidence: [limit],
  });
});

t.test('fails for an early leaver that never connected', async (t) => {
  const plan = makePlan('x-leaves');
  t.equal(handshake.check(makeJournal(plan)).outcome, 'pass');
  const absent = without(makeJournal(plan), (event) => isOpening(event) && isOf('X')(event));
  t.equal(handshake.check(absent).outcome, 'fail');
});

t.test('is undecided where the capture has a gap', async (t) => {
  const found = handshake.check(add(makeJournal(), makeGap('wire')));
  t.match(found, { outcome: 'unknown', because: 'the wire witness was lost' });
});
