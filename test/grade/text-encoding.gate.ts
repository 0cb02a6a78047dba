/** Sources in the encodings that editors write: each is named, and its text is as it was typed. */
import { execFileSync } from 'node:child_process';
import t from 'tap';
import { decodeText } from '../../lab/grade/text-encoding.ts';

/** By another's converter: iconv(1). */
function encode(text: string, label: string): Buffer {
  return execFileSync('iconv', ['-f', 'UTF-8', '-t', label], { input: text });
}

const program = '# server\nimport socket\ns = socket.socket()\n';
const cases: readonly (readonly [text: string, label: string, encoding: string])[] = [
  ['// We don’t block\n', 'CP1252', 'windows-1252'],
  ['/* naïve “quoted” — dash */\n', 'CP1252', 'windows-1252'],
  ['/* réponse reçue à temps */\n', 'ISO-8859-1', 'ISO-8859-1'],
  ['// Größe über\n', 'ISO-8859-1', 'ISO-8859-1'],
  ['s = "é"', 'ISO-8859-1', 'ISO-8859-1'],
  ['/* réponse reçue à temps */\n', 'MACINTOSH', 'Mac OS Roman'],
  ['int año = 5;\n', 'MACINTOSH', 'Mac OS Roman'],
  ['// don’t\n', 'MACINTOSH', 'Mac OS Roman'],
  ['// 服务器 接收 消息 的 顺序\n', 'GB18030', 'GB 18030'],
  ['// 伺服器 功能 接收\n', 'BIG5', 'Big5'],
  ['// サーバーは表示します\n', 'SHIFT_JIS', 'Shift_JIS'],
  ['// 서버 메시지 순서\n', 'EUC-KR', 'EUC-KR'],
  ['// Сервер принимает сообщения\n', 'CP1251', 'windows-1251'],
  [program, 'UTF-16LE', 'UTF-16 (little-endian)'],
  [program, 'UTF-16BE', 'UTF-16 (big-endian)'],
  [program, 'UTF-32BE', 'UTF-32 (big-endian)'],
];

t.test('each encoding is named, and its text read', (t) => {
  for (const [text, label, encoding] of cases) {
    const decoded = decodeText(encode(text, label));
    t.same(decoded, { text, encoding, hasBom: false }, `${label}: ${text}`);
  }
  t.end();
});

t.test('a byte order mark decides, and is no part of the text', (t) => {
  for (const label of ['UTF-8', 'UTF-16LE', 'UTF-16BE', 'UTF-32LE']) {
    // Short, and mostly not ASCII: without the mark nobody could tell.
    const decoded = decodeText(encode('\ufeffé = 1', label));
    t.match(decoded, {
      text: 'é = 1',
      hasBom: true,
      encoding: new RegExp(`^${label.slice(0, 6)}`),
    });
  }
  t.end();
});

t.test('UTF-8 with a pasted byte of windows-1252 is read as both', (t) => {
  const bytes = Buffer.concat([Buffer.from('// über größe don'), Buffer.from([0x92, 0x74])]);
  t.match(decodeText(bytes), { text: '// über größe don’t', encoding: /^UTF-8 with/ });
  t.end();
});

t.test('plain text is UTF-8; binaries and AppleDouble files are no text', (t) => {
  t.same(decodeText(Buffer.alloc(0)), { text: '', encoding: 'UTF-8', hasBom: false });
  t.match(decodeText(Buffer.from('x = "é"\n')), { encoding: 'UTF-8', hasBom: false });
  t.equal(decodeText(Buffer.from('7f454c46020101000000000003003e000100', 'hex')), undefined);
  t.equal(decodeText(Buffer.from('\0\u0005\u0016\u0007\0\u0002Mac OS X        ')), undefined);
  const stray = `${program}\0\n`;
  t.equal(decodeText(Buffer.from(stray))?.text, stray, 'one NUL is a slip in a text');
  t.end();
});
