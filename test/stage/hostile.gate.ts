/**
 * A box is not trusted: what a broken or hostile one sends in the stage's stead is refused at the
 * border, the process is ended, and a play comes back with its trouble.
 */
import t from 'tap';
import type { Box } from '../../lab/boxes/box.ts';
import { openLocalBox } from '../../lab/boxes/local.ts';
import { openStage, type Stage } from '../../lab/stage/stage.ts';
import { request } from './real-stage.ts';

const local = await openLocalBox();
t.teardown(() => local.close());

/** A stage whose other half is a shell script. */
async function openScript(script: string): Promise<Stage> {
  const box: Box = { ...local, start: () => local.start(['sh', '-c', script]) };
  return openStage(box, { python: 'python3', elevate: [], pushed: ['stage.py'] });
}

const ready = `echo '{"ready":{"python":"3.11.2"}}'; read build;`;
const wait = 'exec sleep 600';
const event = (facts: string) => `echo '{"event":{"atNs":0,"witness":"stage",${facts}}}'`;

const hostile: readonly [what: string, script: string, because: RegExp][] = [
  [
    'a path that leads out',
    `echo '{"file":"../../x","data":"AAAA"}'; ${wait}`,
    /an invalid message/,
  ],
  ['a path from the root', `echo '{"file":"/etc/x","data":"AAAA"}'; ${wait}`, /an invalid message/],
  [
    'a path through logs',
    `echo '{"file":"logs/../../x","data":""}'; ${wait}`,
    /an invalid message/,
  ],
  ['a hidden file', `echo '{"file":".bashrc","data":"AAAA"}'; ${wait}`, /an invalid message/],
  [
    'data that is no base64',
    `echo '{"file":"h1.pcap","data":"%%"}'; ${wait}`,
    /an invalid message/,
  ],
  ['an unknown event', `${event('"kind":"miracle"')}; ${wait}`, /an invalid message: .*miracle/],
  ['an event that lacks a fact', `${event('"kind":"phase"')}; ${wait}`, /an invalid message/],
  [
    'what is no JSON',
    `echo 'Segmentation fault'; ${wait}`,
    /an invalid message: .*Segmentation fault/,
  ],
  ['a line without end', `tr '\\0' x < /dev/zero`, /a line of over \d+ bytes/],
  ['a huge line', `head -c 5000000 /dev/zero | tr '\\0' x; echo; ${wait}`, /a line of (over )?\d+/],
  ['an end without a word', 'exit 3', /ended by itself \(status 3\)/],
  ['an end with last words', 'echo no python >&2; exit 1', /last words:\nno python/],
  ['a death', 'kill -KILL $$', /ended by itself \(SIGKILL\)/],
  ['a network of no form', `${ready} echo '{"id":1,"ok":{"mininet":2}}'; ${wait}`, /wrongly/],
];

for (const [what, script, because] of hostile) {
  t.test(`${what} is refused`, async (t) => {
    const stage = await openScript(script);
    await t.rejects(stage.build(request), { code: 'STAGE_LOST', message: because });
    t.match(stage.lost, { code: 'STAGE_LOST' }, 'the stage is of no more use');
    const { trouble, events } = await stage.play({
      programs: [],
      steps: [],
      limitMs: 1,
      listenMs: 1,
    });
    t.match(trouble, { code: 'STAGE_LOST', message: because }, 'for a play neither');
    t.same(events, []);
    // Resolves only once the process is gone.
    await stage.close();
  });
}

t.test('an error with a code that nobody knows is the stage’s failure', async (t) => {
  const answer = `{"id":1,"error":{"code":"WORLD_ENDED","message":"so it is","hint":null}}`;
  const stage = await openScript(`${ready} echo '${answer}'; read stop`);
  await t.rejects(stage.build(request), { code: 'STAGE_FAILED', message: 'so it is' });
  await stage.close();
});
