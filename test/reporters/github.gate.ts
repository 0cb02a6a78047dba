/** Annotations as the runner reads them, and a summary that is nothing but our own table. */
import t from 'tap';
import { renderAnnotations, renderSummary } from '../../lab/reporters/github.ts';
import {
  dangerous,
  hostile,
  makeBadReport,
  makeGoodReport,
  makeHostileReport,
  readGolden,
} from './reports.ts';
import { parseXml } from './xml.ts';

interface Command {
  name: string;
  properties: Record<string, string>;
  data: string;
}

/** A line as TryParseV2 of the runner's ActionCommand.cs takes it apart. */
function parseCommand(line: string): Command | undefined {
  const text = line.trimStart();
  const end = text.indexOf('::', 2);
  if (!text.startsWith('::') || end < 0) return undefined;
  const info = text.slice(2, end);
  const [name = ''] = info.split(' ', 1);
  const pairs = info.slice(name.length + 1).split(',');
  const decode = (word: string) => word.replaceAll('%0D', '\r').replaceAll('%0A', '\n');
  const decodeProperty = (word: string) =>
    decode(word).replaceAll('%3A', ':').replaceAll('%2C', ',');
  const properties = Object.fromEntries(
    pairs
      .map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)] as const)
      .filter(([key]) => key !== '')
      .map(([key, value]) => [key, decodeProperty(value).replaceAll('%25', '%')]),
  );
  return { name, properties, data: decode(text.slice(end + 2)).replaceAll('%25', '%') };
}

function parseAll(text: string): Command[] {
  const lines = text.split('\n');
  t.equal(lines.pop(), '');
  return lines.map((line) => {
    const command = parseCommand(line);
    if (!command) throw new Error(`no command: ${line}`);
    return command;
  });
}

/** Text in which every kind of link, markup and command is tried. */
const links =
  '@octocat #123 GH-1 octo/cat#4 https://x.org www.x.org a@b.org :tada: deadbeefdeadbeef ' +
  '[a](b) ![i](j) **b** | `c` ``` <!-- <b> </td></tr></table>\n\n# h ##[error]x ::error::y $x$';

t.test('as in the golden files', async (t) => {
  for (const [name, report] of [
    ['bad', makeBadReport()],
    ['hostile', makeHostileReport(`${hostile}${links}`)],
  ] as const) {
    const text = renderAnnotations(report);
    t.equal(text, readGolden(`${name}.github.txt`, text), name);
    const summary = renderSummary(report);
    t.equal(summary, readGolden(`${name}.github.md`, summary), name);
  }
});

t.test('what failed is an error, what is undecided a warning, with its place', async (t) => {
  const commands = parseAll(renderAnnotations(makeBadReport()));
  const error = commands.find(({ properties }) => properties.file !== undefined);
  t.match(error, { name: /error|warning/, properties: { line: '1', title: /: / } });
  t.match(commands.at(-1), { name: 'notice', data: /^mininet-lab: \d+\/100$/ });
  t.ok(commands.some(({ name }) => name === 'warning'));
  t.same(parseAll(renderAnnotations(makeGoodReport())), [
    { name: 'notice', properties: {}, data: 'mininet-lab: 100/100' },
  ]);
});

t.test('sources are placed by whoever knows the repository', async (t) => {
  const files = (place: (file: string) => string | undefined) =>
    parseAll(renderAnnotations(makeBadReport(), place)).flatMap(
      ({ properties }) => properties.file,
    );
  t.ok(files((file) => `sub/${file}`).some((file) => file?.startsWith('sub/')));
  t.ok(files(() => undefined).every((file) => file === undefined));
});

t.test('at most ten of a kind, and how many more there are', async (t) => {
  const [run] = makeBadReport().runs;
  if (!run) throw new Error('no run');
  const verdicts = Array.from({ length: 25 }, (_, index) => {
    const outcome = index % 2 === 0 ? ('fail' as const) : ('unknown' as const);
    return { check: `c${index}`, outcome, because: 'b', evidence: [], informs: false };
  });
  const commands = parseAll(
    renderAnnotations({ ...makeBadReport(), runs: [{ ...run, verdicts }] }),
  );
  const errors = commands.filter(({ name }) => name === 'error');
  t.equal(errors.length, 10);
  t.match(errors.at(-1)?.data, /^5 more: see the summary/, '13 and the trouble, 9 shown');
  t.equal(commands.filter(({ name }) => name === 'warning').length, 10);
});

t.test('no text is a command, or escapes from one', async (t) => {
  for (const text of [hostile, links, 'a%0A::error::b', '%,:=\r\n::set-output name=a::b']) {
    const commands = parseAll(renderAnnotations(makeHostileReport(text)));
    t.ok(commands.every(({ name }) => ['error', 'warning', 'notice'].includes(name)));
    t.ok(commands.every(({ properties }) => !properties.title?.includes('\n')));
    const rendered = renderAnnotations(makeHostileReport(text));
    t.notMatch(rendered, dangerous);
    t.notMatch(rendered, /##\[/);
  }
  const [first] = parseAll(renderAnnotations(makeHostileReport('a,b:c%0A=d')));
  t.equal(first?.data, 'a,b:c%0A=d', 'and what it says is said');
});

t.test('a summary is our own tables, whatever is in them', async (t) => {
  const allowed = ['table', 'tr', 'th', 'td', 'p', 'code', 'br'];
  for (const text of [hostile, links, 'x'.repeat(1 << 20)]) {
    const summary = renderSummary(makeHostileReport(text));
    t.notMatch(summary, dangerous);
    const blocks = summary
      .split('\n\n')
      .filter((block) => block !== '' && !/^#{2,3} [^\n]+$/.test(block));
    t.ok(blocks.length >= 4);
    for (const block of blocks.map((each) => each.trim())) {
      // Each block that is no heading of ours is HTML from its first character on: no Markdown.
      t.match(block, /^<(?:table|p)>/);
      const xml = block.replaceAll('<br>', '<br/>');
      const elements = parseXml(`<?xml version="1.0" encoding="UTF-8"?><body>${xml}</body>`).slice(
        1,
      );
      t.same(
        elements.map(({ name }) => name).filter((name) => !allowed.includes(name)),
        [],
      );
      t.ok(elements.every(({ attributes }) => Object.keys(attributes).length === 0));
      const bare = elements.filter(({ name }) => name !== 'code').map((element) => element.text);
      t.notMatch(bare.join('\n'), /@|#|https?:|www\.|GH-\d|[0-9a-f]{7}|:tada:|<|\$|`|\*/);
    }
  }
});

t.test('a summary keeps to its limit, and says what is left out', async (t) => {
  const report = makeBadReport();
  const runs = Array.from({ length: 3000 }, () => report.runs).flat();
  for (const limit of [1024 * 1024, 20_000, 3_000, 10]) {
    const summary = renderSummary({ ...report, runs }, limit);
    t.ok(Buffer.byteLength(summary) <= limit, `${limit}`);
    if (limit > 10) t.match(summary, /More did not fit/);
    const count = (tag: string) => summary.split(tag).length;
    t.equal(count('<table>'), count('</table>'), 'every table is closed');
  }
  t.notMatch(renderSummary(report), /did not fit/);
});
