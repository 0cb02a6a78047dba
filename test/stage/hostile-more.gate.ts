/**
 * What else a hostile box could send in the stage's stead, through the whole of a play: too much of
 * it, escapes for a terminal, keys of JavaScript's own, lies about the network, a wall of words.
 */
import t from 'tap';
import type { Box } from '../../lab/boxes/box.ts';
import { openLocalBox } from '../../lab/boxes/local.ts';
import { openStage, type Stage } from '../../lab/stage/stage.ts';
import { request } from './real-stage.ts';

const local = await openLocalBox();
t.teardown(() => local.close());

async function openScript(script: string): Promise<Stage> {
  const box: Box = { ...local, start: () => local.start(['sh', '-c', script]) };
  return openStage(box, { python: 'python3', elevate: [], pushed: ['stage.py'] });
}

const play = { programs: [], steps: [], limitMs: 60_000, listenMs: 1_000 };

/** Says that it is ready, reads the request to play, says these lines, and waits to be ended. */
const saying = (lines: string) =>
  `echo '{"ready":{"python":"3.11.2"}}'; read play; ${lines}; exec sleep 600`;
const ok = `echo '{"id":1,"ok":{}}'`;
const line = (text: string) =>
  `{"event":{"atNs":0,"witness":"printed","kind":"line","role":"X","text":"${text}","complete":true}}`;

t.test('keys of JavaScript’s own stay plain data, and change nothing', async (t) => {
  const keys = `"__proto__":{"isAdmin":true},"constructor":{"prototype":{"isAdmin":true}}`;
  const event = line('hello').replace('"role"', `${keys},"role"`);
  const stage = await openScript(saying(`echo '${event}'; ${ok}`));
  const { events, trouble } = await stage.play(play);
  t.equal(trouble, undefined);
  t.match(events, [{ kind: 'line', text: 'hello' }]);
  t.notOk(Object.hasOwn(events[0] ?? {}, 'constructor'), 'what the schema does not know is gone');
  t.equal(({} as { isAdmin?: unknown }).isAdmin, undefined, 'no prototype was changed');
  await stage.close();
});

for (const [what, key] of [
  ['an answer of the name of a prototype', '"id":1,"error":{"code":"__proto__","message":"m"}'],
  ['a code of Object’s own', '"id":1,"error":{"code":"toString","message":"m"}'],
] as const) {
  t.test(`${what} is the stage’s failure`, async (t) => {
    const stage = await openScript(saying(`echo '{${key}}'`));
    const { trouble } = await stage.play(play);
    t.match(trouble, { code: 'STAGE_FAILED', message: 'm' });
    await stage.close();
  });
}

const refused: readonly [what: string, lines: string, because: RegExp][] = [
  ['an answer that is no object', `echo '[]'`, /an invalid message/],
  ['a number beyond all measure', `echo '{"id":1e999,"ok":{}}'`, /an invalid message/],
  ['brackets without end', `head -c 3000000 /dev/zero | tr '\\0' '['; echo`, /an invalid message/],
  ['a name with an escape', `echo '{"file":"a\\u001b[2J","data":""}'`, /an invalid message/],
  ['a name with a zero', `echo '{"file":"h1.pcap\\u0000.sh","data":""}'`, /an invalid message/],
];

for (const [what, lines, because] of refused) {
  t.test(`${what} is refused`, async (t) => {
    const stage = await openScript(saying(lines));
    const { trouble } = await stage.play(play);
    t.match(trouble, { code: 'STAGE_LOST', message: because });
    await stage.close();
  });
}

t.test('entries without end are too much', async (t) => {
  const stage = await openScript(saying(`yes '${line('x'.repeat(60_000))}'`));
  const { trouble } = await stage.play(play);
  t.match(trouble, { code: 'STAGE_LOST', message: /sent more than \d+ MiB/ });
  await stage.close();
});

t.test('last words without end are cut', async (t) => {
  const words = `printf '\\033[2J\\033]0;gotcha\\007::error::x\\n' >&2`;
  const stage = await openScript(`head -c 3000000 /dev/zero | tr '\\0' w >&2; ${words}; exit 1`);
  await t.rejects(stage.build(request), { code: 'STAGE_LOST' });
  t.ok((stage.lost?.message.length ?? 0) < 6_000, 'they are short');
  await stage.close();
});
