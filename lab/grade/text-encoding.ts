/**
 * The encoding of a source, found from its bytes alone, and its text. Students save files as their
 * editor does: UTF-8, UTF-16 (Windows PowerShell's `>`), windows-1252, Mac OS Roman, GB 18030.
 * TextDecoder has the decoders (WHATWG Encoding Standard); which one fits is decided here.
 */

export interface DecodedText {
  text: string;
  /** As people call it: `UTF-8`, `UTF-16 (little-endian)`, `windows-1252`. */
  encoding: string;
  /** True if a byte order mark stands before the text; `text` is without it. */
  hasBom: boolean;
}

/** The byte order marks (Unicode Standard, 2.6); the longer ones first. */
const marks: readonly (readonly [mark: string, encoding: string])[] = [
  ['fffe0000', 'UTF-32 (little-endian)'],
  ['0000feff', 'UTF-32 (big-endian)'],
  ['efbbbf', 'UTF-8'],
  ['fffe', 'UTF-16 (little-endian)'],
  ['feff', 'UTF-16 (big-endian)'],
];

/** A file of macOS beside another one, with its attributes (AppleDouble, RFC 1740, appendix B). */
const appleDouble = '00051607';

/** More NUL and control characters than this: a binary. */
const mostControls = 0.1;

/** Undefined for what is no text. An empty file is UTF-8. */
export function decodeText(bytes: Uint8Array): DecodedText | undefined {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const start = buffer.subarray(0, 4).toString('hex');
  if (start === appleDouble) return undefined;
  const [mark, marked] = marks.find(([magic]) => start.startsWith(magic)) ?? [];
  const [hasBom, encoding] = [mark !== undefined, marked ?? findWide(buffer)];
  const body = buffer.subarray((mark?.length ?? 0) / 2);
  const found =
    encoding === undefined || encoding === 'UTF-8'
      ? decodeBytes(body)
      : { encoding, text: decodeWide(body, encoding) };
  const controls = found.text.match(/(?!\s)[\p{Cc}\ufffd\ufffe\uffff]/gu) ?? [];
  if (controls.length > found.text.length * mostControls) return undefined;
  return { ...found, hasBom };
}

/** UTF-16 and UTF-32 without a mark: a source is mostly ASCII, so its NULs stand in columns. */
function findWide(buffer: Buffer): string | undefined {
  if (!buffer.includes(0)) return undefined;
  const share = (column: number, width: number) => {
    let zeros = 0;
    for (let at = column; at < buffer.length; at += width) if (buffer[at] === 0) zeros += 1;
    return zeros / Math.ceil(buffer.length / width);
  };
  const [most, least] = [0.6, 0.1];
  if (share(2, 4) > most && share(1, 4) > most) {
    if (share(3, 4) > most && share(0, 4) < least) return 'UTF-32 (little-endian)';
    if (share(0, 4) > most && share(3, 4) < least) return 'UTF-32 (big-endian)';
  }
  if (share(1, 2) > most && share(0, 2) < least) return 'UTF-16 (little-endian)';
  if (share(0, 2) > most && share(1, 2) < least) return 'UTF-16 (big-endian)';
  return undefined;
}

function decodeWide(body: Buffer, encoding: string): string {
  const isLittle = encoding.includes('little');
  if (encoding.startsWith('UTF-16')) {
    return new TextDecoder(isLittle ? 'utf-16le' : 'utf-16be', { ignoreBOM: true }).decode(body);
  }
  let text = '';
  for (let at = 0; at + 4 <= body.length; at += 4) {
    const code = isLittle ? body.readUInt32LE(at) : body.readUInt32BE(at);
    text += code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd';
  }
  return text;
}

function decodeBytes(body: Buffer): { text: string; encoding: string } {
  const asUtf8 = decodeStrictly(body, 'utf-8');
  if (asUtf8 !== undefined) return { text: asUtf8, encoding: 'UTF-8' };
  return findMixed(body) ?? findEastAsian(body) ?? findSingleByte(body);
}

/** Undefined where the bytes are not of that encoding. */
function decodeStrictly(body: Buffer, label: string): string | undefined {
  try {
    return new TextDecoder(label, { fatal: true, ignoreBOM: true }).decode(body);
  } catch {
    return undefined;
  }
}

/** The sequences of UTF-8 beyond ASCII, as Latin-1 shows their bytes (RFC 3629, 4). */
const sequences =
  /[\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|[\xe1-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}/g;

/** UTF-8 in which some bytes are of windows-1252: pasted, or two encodings put together. */
function findMixed(body: Buffer): { text: string; encoding: string } | undefined {
  const raw = body.toString('latin1');
  const within = (raw.match(sequences) ?? []).join('').length;
  const all = (raw.match(/[\x80-\xff]/g) ?? []).length;
  if (within < 2 * (all - within)) return undefined;
  const parts = raw.split(new RegExp(`(${sequences.source})`));
  const text = parts.map((part, index) => {
    const bytes = Buffer.from(part, 'latin1');
    return index % 2 === 1 ? bytes.toString('utf8') : decodeWestern(bytes);
  });
  return { text: text.join(''), encoding: 'UTF-8 with bytes of windows-1252' };
}

function decodeAs(body: Uint8Array, label: string): string {
  return new TextDecoder(label, { ignoreBOM: true }).decode(body);
}

/** windows-1252 from 0x80 to 0x9f; the rest is Latin-1 (index-windows-1252.txt of WHATWG). */
const western = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ';

/** Not by TextDecoder: that of Node 20 to 23 takes windows-1252 for Latin-1. */
function decodeWestern(body: Buffer): string {
  return body.toString('latin1').replace(/[\x80-\x9f]/g, (character) => {
    return western.charAt(character.charCodeAt(0) - 0x80);
  });
}

interface EastAsian {
  label: string;
  name: string;
  /** What people write with it; and how much of what is not ASCII that is, at the least. */
  sign: RegExp;
  least: number;
  /** True if both bytes of nearly all characters are beyond ASCII. */
  isPaired: boolean;
}

const kana = { sign: /[\u3040-\u30ff]/g, least: 0.2 };
const han = { sign: /[\u3000-\u303f\uff00-\uffef\u4e00-\u9fff]/g, least: 0.95 };

/** Encodings with two bytes a character; the second can look like `\` or a letter of ASCII. */
const eastAsian: readonly EastAsian[] = [
  { label: 'euc-jp', name: 'EUC-JP', isPaired: true, ...kana },
  { label: 'euc-kr', name: 'EUC-KR', isPaired: true, sign: /[\uac00-\ud7a3]/g, least: 0.8 },
  { label: 'shift_jis', name: 'Shift_JIS', isPaired: false, ...kana },
  { label: 'gb18030', name: 'GB 18030', isPaired: true, ...han },
  { label: 'big5', name: 'Big5', isPaired: false, ...han },
];

function findEastAsian(body: Buffer): { text: string; encoding: string } | undefined {
  const raw = body.toString('latin1');
  const high = (raw.match(/[\x80-\xff]/g) ?? []).length;
  // An accent in a word of Latin letters stands alone: its neighbours are ASCII.
  const alone = (raw.match(/(?<![\x80-\xff])[\x80-\xff](?![\x80-\xff])/g) ?? []).length;
  for (const { label, name, sign, least, isPaired } of eastAsian) {
    if (high < 4 || alone > (isPaired ? high / 8 : high / 2)) continue;
    const text = decodeStrictly(body, label);
    const foreign = text?.match(/[\u0080-\u{10ffff}]/gu)?.length ?? 0;
    if (text !== undefined && (text.match(sign) ?? []).length >= foreign * least) {
      return { text, encoding: name };
    }
  }
  return undefined;
}

/** What Western texts have, in words and between them. */
const usual =
  /(?<=\p{Ll})[àâäáãåçéèêëíìîïñóòôöõúùûüßæøœ]|(?<!\p{L})[ÀÂÄÁÅÇÉÈÊÍÎÑÓÔÖØÚÜ]|(?<!\p{L})[àéèêáäöüôîúñ](?!\p{Lu})|(?<=\p{L})[’](?=\p{L})|[‘’](?!\p{L})|(?<!\p{L})[‘“]|[”…](?!\p{L})|(?<!\p{L})[–—•«¿¡](?!\p{L})|[°§»€]/gu;

/** One byte a character: all decode, so that which reads best is taken. */
function findSingleByte(body: Buffer): { text: string; encoding: string } {
  const raw = body.toString('latin1');
  const runs = raw.match(/[\x80-\xff]+/g) ?? [];
  const high = runs.join('').length;
  if (high >= runs.length * 3) {
    return { text: decodeAs(body, 'windows-1251'), encoding: 'windows-1251' };
  }
  const score = (text: string) => (text.match(usual) ?? []).length;
  const ofWindows = decodeWestern(body);
  const ofMac = decodeAs(body, 'macintosh');
  if (score(ofMac) > score(ofWindows)) return { text: ofMac, encoding: 'Mac OS Roman' };
  const isLatin1 = !/[\x80-\x9f]/.test(raw);
  return { text: ofWindows, encoding: isLatin1 ? 'ISO-8859-1' : 'windows-1252' };
}
