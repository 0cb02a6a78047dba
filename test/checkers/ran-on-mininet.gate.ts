/** ran-on-mininet: namespaces of their own, and addresses of their own on the wire. */
import t from 'tap';
import { ranOnMininet } from '../../lab/checkers/ran-on-mininet.ts';
import { add, change, makeGap, makeJournal, without } from './journal-builder.ts';

t.test('passes where each role has a host of its own', async (t) => {
  const found = ranOnMininet.check(makeJournal());
  t.match(found, { outcome: 'pass', because: /^Mininet 2.3.0: h1, h2 and h3, each in/ });
  const prefixed = change(makeJournal(), 'environment', ({ hosts }) => ({
    hosts: hosts.map((host) => ({ ...host, addresses: host.addresses.map((a) => `${a}/8`) })),
  }));
  t.equal(ranOnMininet.check(prefixed).outcome, 'pass');
});

t.test("fails where a namespace is shared, or is the stage's", async (t) => {
  const shared = change(makeJournal(), 'environment', ({ hosts }) => ({
    hosts: hosts.map((host) => (host.name === 'h3' ? { ...host, netns: 'net:[1002]' } : host)),
  }));
  t.match(ranOnMininet.check(shared), { outcome: 'fail', because: /^Y had no network namespace/ });
  const rooted = change(makeJournal(), 'environment', () => ({ stageNetns: 'net:[1001]' }));
  t.match(ranOnMininet.check(rooted), { outcome: 'fail', because: /^server had no/ });
});

t.test('fails where a client came from elsewhere', async (t) => {
  const foreign = change(makeJournal(), 'syn', ({ role, client }) => ({
    client: role === 'Y' ? '127.0.0.1:40002' : client,
  }));
  t.match(ranOnMininet.check(foreign), { outcome: 'fail', because: /^Y came from 127.0.0.1/ });
});

t.test('is undecided where the stage was silent, or a client was not seen', async (t) => {
  const silent = without(makeJournal(), ({ kind }) => kind === 'environment');
  t.match(ranOnMininet.check(silent), { outcome: 'unknown', because: /which Mininet/ });
  const unseen = without(makeJournal(), (e) => e.witness === 'wire' && e.role === 'Y');
  t.match(ranOnMininet.check(unseen), { outcome: 'unknown', because: /nothing from Y/ });
  const lost = change(makeJournal(), 'environment', ({ hosts }) => ({ hosts: hosts.slice(1) }));
  t.match(ranOnMininet.check(lost), { outcome: 'unknown', because: /no host for server/ });
  t.equal(ranOnMininet.check(add(makeJournal(), makeGap('wire'))).outcome, 'unknown');
});
