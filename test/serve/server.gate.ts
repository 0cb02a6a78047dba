/**
 * What the server of an instructor's page gives, and to whom: asked over HTTP as a browser asks, and
 * as somebody else on this machine, or a page of somebody else, could.
 */
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { type IncomingHttpHeaders, type RequestOptions, request } from 'node:http';
import { connect } from 'node:net';
import path from 'node:path';
import t from 'tap';
import { parse } from 'yaml';
import { openTestDesk, writeSmallPage } from './desk.ts';

const folder = path.join(t.testdir({ class: {}, 'secret.html': 'not of the class' }), 'class');
const { server, all, add, board } = await openTestDesk(folder, { count: 6 });
t.teardown(() => server.close());
const url = new URL(server.url);
const script = "script-src 'sha256-aaaa+/='";
for (const marked of all) {
  writeSmallPage(folder, marked, `<meta content="${script}"><p>of ${marked.slug}</p>`);
}
const [ada, bauer, costa, waiting] = all;
if (!ada || !bauer || !costa || !waiting) throw new Error('six are planned');
for (const marked of [ada, bauer, costa]) add(marked);

interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
}

/** Sends exactly what is said: fetch would mend paths and forbid headers. */
function ask(target: string, options: RequestOptions & { body?: string } = {}): Promise<Answer> {
  const { body, ...rest } = options;
  return new Promise((resolve, reject) => {
    const asked = request(
      { host: '127.0.0.1', port: url.port, path: target, agent: false, ...rest },
      (answer) => {
        const parts: Buffer[] = [];
        answer.on('data', (part) => parts.push(part));
        answer.on('end', () => {
          const text = Buffer.concat(parts).toString();
          resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: text });
        });
      },
    );
    asked.on('error', reject);
    asked.end(body);
  });
}

const own = url.pathname;
const page = await ask(own);
const [, base = ''] = /"base":"(\/[\w-]+\/)"/.exec(page.body) ?? [];

t.test('the page, with all that is planned, for who knows its address', async (t) => {
  t.equal(page.status, 200);
  t.equal(page.body.match(/<tr id="row-/g)?.length, 6);
  t.match(page.body, /3 of 6 are not marked yet/);
  t.match(page.headers, {
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'content-security-policy': /default-src 'none'.*connect-src 'self'.*frame-ancestors 'none'/,
  });
  t.notMatch(
    page.headers['content-security-policy'],
    /https?:|\*|unsafe-eval|script-src[^;]*inline/,
  );
  t.equal(page.headers['set-cookie'], undefined);
  t.ok(own.length >= 2 + 128 / 6 && base.length >= 2 + 128 / 6 && base !== own, 'two long tokens');
  t.equal((await ask(own, { method: 'HEAD' })).body, '');
});

t.test('without the token nothing is there, whatever is asked for', async (t) => {
  const other = `/${'A'.repeat(own.length - 2)}/`;
  const wrong = [`${own.slice(0, -2)}/`, `${own.slice(0, -1)}x/`, other, own.toUpperCase()];
  for (const target of ['/', '/index.html', '/favicon.ico', '//', '/%2e%2e/', ...wrong]) {
    const { status, body } = await ask(target);
    t.same([status, body], [403, 'Forbidden'], target.slice(0, 12));
  }
  const change = { method: 'POST', headers: { origin: url.origin }, body: '{}' };
  t.equal((await ask('/override', change)).status, 403);
  t.equal((await ask(`${base}override`, change)).status, 405, 'the pages’ token changes nothing');
  t.equal((await ask(`${base}events`)).status, 404, 'and sees nothing else');
});

t.test('another host’s name is refused: nobody leads a name of theirs here', async (t) => {
  for (const host of ['evil.example', `evil.example:${url.port}`, '127.0.0.1.evil.example']) {
    for (const target of [own, `${base}${ada.page}`]) {
      t.equal((await ask(target, { headers: { host } })).status, 403, host);
    }
  }
  for (const host of [`localhost:${url.port}`, '127.0.0.1:8000', '[::1]:80']) {
    t.equal((await ask(own, { headers: { host } })).status, 200, `${host}, as through a tunnel`);
  }
});

t.test('the pages that are linked, and no other file', async (t) => {
  const linked = await ask(`${base}${ada.page}`);
  t.match(linked, { status: 200, body: /of ada-abel/ });
  const policy = linked.headers['content-security-policy'];
  t.match(policy, /^sandbox allow-scripts; default-src 'none'/);
  t.match(policy, script, 'the script that the lab named');
  t.notMatch(policy, /allow-same-origin|connect-src|allow-top/);
  writeFileSync(path.join(folder, 'ada-abel/plan.json'), '{}');
  writeFileSync(path.join(folder, 'marks.yaml'), '');
  const targets = [
    ...['ada-abel/plan.json', 'ada-abel/', 'ada-abel', '', 'marks.yaml', 'class.json'],
    ...[waiting.page ?? '', 'ada-abel/by-hand.html', 'ada-abel/../marks.yaml'],
    ...['../secret.html', '..%2fsecret.html', '%2e%2e/secret.html', '/etc/passwd', '....//x'],
    ...['ada-abel//report.html', 'ada-abel/report.html%00', 'ada-abel\\report.html', '%c0%ae'],
  ];
  for (const target of targets) t.equal((await ask(base + target)).status, 404, target);
  for (const target of targets) t.equal((await ask(`${own}x/${target}`)).status, 404, target);
});

t.test('a link that leads out of the folder is not followed', async (t) => {
  mkdirSync(path.join(folder, 'away'));
  symlinkSync('../../secret.html', path.join(folder, 'away/report.html'));
  symlinkSync('../..', path.join(folder, 'out'));
  writeFileSync(path.join(folder, '../../report.html'), 'outside');
  mkdirSync(path.join(folder, 'dir/report.html'), { recursive: true });
  for (const slug of ['away', 'out', 'dir']) {
    board.add({ ...ada, slug, page: `${slug}/report.html` });
    t.equal((await ask(`${base}${slug}/report.html`)).status, 404, slug);
  }
});

t.test('methods, types, sizes and origins', async (t) => {
  const headers = { origin: url.origin, 'content-type': 'application/json' };
  const mark = { slug: bauer.slug, criterion: 3, points: 4, reason: 'It says so.' };
  const body = JSON.stringify(mark);
  const post = (more: RequestOptions & { body?: string }) =>
    ask(`${own}override`, { method: 'POST', headers, body, ...more });
  const refused: [what: string, status: number, more: Parameters<typeof post>[0]][] = [
    ['no origin', 403, { headers: { 'content-type': 'application/json' } }],
    ['a foreign origin', 403, { headers: { ...headers, origin: 'http://evil.example' } }],
    ['the origin null, of a sandbox', 403, { headers: { ...headers, origin: 'null' } }],
    ['another port', 403, { headers: { ...headers, origin: 'http://127.0.0.1:1' } }],
    ['a form', 415, { headers: { ...headers, 'content-type': 'text/plain' } }],
    ['no JSON', 400, { body: '{' }],
    ['a key more', 400, { body: JSON.stringify({ ...mark, name: 'x' }) }],
    ['no reason', 400, { body: JSON.stringify({ ...mark, reason: ' ' }) }],
    ['nobody', 400, { body: JSON.stringify({ ...mark, slug: '../x' }) }],
    ['too long', 413, { body: JSON.stringify({ ...mark, reason: 'x'.repeat(1 << 18) }) }],
    ['too many points', 409, { body: JSON.stringify({ ...mark, points: 4000 }) }],
    ['no such criterion', 409, { body: JSON.stringify({ ...mark, criterion: 77 }) }],
    ['PUT', 405, { method: 'PUT' }],
    ['OPTIONS, before a request of another origin', 405, { method: 'OPTIONS', body: '' }],
  ];
  for (const [what, status, more] of refused) t.equal((await post(more)).status, status, what);
  t.equal((await ask(`${own}override`)).status, 404, 'GET changes nothing');
  const far = await post({ body: JSON.stringify({ ...mark, points: 4000 }) });
  t.match(far.body, /criterion 3 has 0 to \d+, not 4000/, 'a person reads why');
  t.equal(readFileSync(path.join(folder, 'marks.yaml'), 'utf8'), '', 'nothing was written');
  t.match(await post({}), { status: 200 });
  const written = parse(readFileSync(path.join(folder, 'marks.yaml'), 'utf8'));
  t.same(written, [{ name: 'Ada Bauer', criterion: 3, points: 4, reason: 'It says so.' }]);
  writeFileSync(path.join(folder, 'marks.yaml'), '- {oops\n');
  t.match(await post({}), { status: 409, body: /marks\.yaml/ }, 'a broken file is not overwritten');
  t.equal(readFileSync(path.join(folder, 'marks.yaml'), 'utf8'), '- {oops\n');
  writeFileSync(path.join(folder, 'marks.yaml'), '');
});

t.test('the forms of the table, by their names only', async (t) => {
  const csv = await ask(`${own}forms/marks.csv`);
  t.match(csv, { status: 200, body: /"?Ada Abel"?,pass/ });
  t.match(csv.headers['content-disposition'], /^attachment; filename\*=UTF-8''marks\.csv$/);
  t.match((await ask(`${own}forms/marks.xlsx`)).body, /^PK/);
  const html = await ask(`${own}forms/marks.html`);
  t.notMatch(html.body, 'href="ada-abel', 'nothing is linked that does not lie beside it');
  for (const name of ['', 'x', '..', 'gradebook.csv', '../class.json', 'constructor']) {
    t.equal((await ask(`${own}forms/${name}`)).status, 404, name);
  }
});

t.test('it listens on 127.0.0.1 only', async (t) => {
  t.equal(url.hostname, '127.0.0.1');
  const reached = await new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.2', port: Number(url.port) });
    socket.on('connect', () => resolve(true)).on('error', () => resolve(false));
    socket.on('connect', () => socket.destroy());
  });
  t.equal(reached, false);
});

t.test('who follows gets what is newer, and the end of the marking', async (t) => {
  const follow = (since: string) =>
    new Promise<string>((resolve) => {
      const asked = request(`${server.url}events?since=${since}`, (answer) => {
        answer.setEncoding('utf8').once('data', (text: string) => {
          resolve(text);
          answer.destroy();
        });
      });
      asked.end();
    });
  const read = async (since: string) => {
    const text = await follow(since);
    const [, id, data = ''] = /^event: change\nid: (\d+)\ndata: (.*)\n\n$/.exec(text) ?? [];
    return { id, change: JSON.parse(data) };
  };
  const first = await read('0');
  t.equal(first.change.rows.length, 6);
  const nothing = await read(`${first.id}`);
  t.same([nothing.change.rows.length, nothing.change.isOver], [0, false]);
  add(waiting);
  await ask(own); // Whoever asks for the page has all counted up to now.
  const next = await read(`${first.id}`);
  t.same(
    next.change.rows.map((row: { data: { slug: string } }) => row.data.slug),
    [waiting.slug],
  );
  server.finish();
  t.equal((await read(`${next.id}`)).change.isOver, true);
});
