// biome-ignore-all lint/suspicious/noControlCharactersInRegex: XML's own table has them.
/**
 * A small check that a text is well-formed XML 1.0 without entities of its own, comments or CDATA,
 * which is all that our reporter writes; gives the elements in order, or throws.
 */
export interface XmlElement {
  name: string;
  attributes: Record<string, string>;
  /** The text directly in it. */
  text: string;
  depth: number;
}

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

export function parseXml(text: string): XmlElement[] {
  // XML 1.0, 2.2: the characters that a document may hold at all.
  const illegal = /[^\u0009\u000a\u000d\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u.exec(text);
  if (illegal) throw new Error(`illegal character at ${illegal.index}`);
  const found: XmlElement[] = [];
  const open: XmlElement[] = [];
  let at = /^<\?xml version="1\.0" encoding="UTF-8"\?>/.exec(text)?.[0].length ?? 0;
  if (at === 0) throw new Error('no declaration');
  const tag = /([^<]*)(?:<\/([\w.-]+)>|<([\w.-]+)((?:\s+[\w.-]+="[^"<]*")*)\s*(\/?)>)/y;
  while (at < text.trimEnd().length) {
    tag.lastIndex = at;
    const match = tag.exec(text);
    if (!match) throw new Error(`not well-formed at ${at}: ${text.slice(at, at + 80)}`);
    const [, between = '', closed, name, attributes = '', empty] = match;
    at = tag.lastIndex;
    const around = open.at(-1);
    if (around) around.text += decode(between);
    else if (between.trim() !== '') throw new Error(`text outside of the root: ${between}`);
    if (closed !== undefined) {
      if (open.pop()?.name !== closed) throw new Error(`</${closed}> closes nothing`);
      continue;
    }
    if (name === undefined) throw new Error('no name');
    const depth = open.length;
    const element = { name, attributes: parseAttributes(attributes), text: '', depth };
    found.push(element);
    if (empty !== '/') open.push(element);
  }
  if (open.length > 0) throw new Error(`<${open.at(-1)?.name}> is never closed`);
  return found;
}

function parseAttributes(text: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [, name = '', value = ''] of text.matchAll(/([\w.-]+)="([^"<]*)"/g)) {
    if (name in found) throw new Error(`${name} twice`);
    found[name] = decode(value);
  }
  return found;
}

/** Character data or a value, with its entities replaced (XML 1.0, 2.4). */
function decode(text: string): string {
  if (/&(?!(?:amp|lt|gt|quot|apos);)/.test(text)) throw new Error(`a bare & in ${text}`);
  if (text.includes(']]>')) throw new Error(`]]> in ${text}`);
  return text.replace(/&(\w+);/g, (_, entity) => entities[entity] ?? '');
}
