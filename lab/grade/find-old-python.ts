/**
 * Python that newer versions do not take any more: Python 2, and Python 3 with what has gone since.
 * It ran for its author, so it is never a fault: it is run by a version that has what it wants, or
 * not at all.
 */
import type { Conclusion } from '../model/submission.ts';

/** Modules that Python 3 renamed or dropped at once (docs.python.org, "What's New in 3.0"). */
const oldModules = [
  ...['thread', 'Queue', 'SocketServer', 'ConfigParser', 'urllib2', 'urlparse', 'httplib'],
  ...['cPickle', 'cStringIO', 'StringIO', 'Tkinter', 'tkMessageBox', 'commands', 'dummy_thread'],
  ...['BaseHTTPServer', 'SimpleHTTPServer', 'HTMLParser', 'Cookie', 'cookielib', '__builtin__'],
  ...['copy_reg', 'sets', 'mutex', 'xmlrpclib', 'robotparser', 'exceptions', 'new', 'md5', 'sha'],
];

/** What only Python 2 takes, or only Python 2 can run; each with a name for it. */
const signs: readonly (readonly [sign: RegExp, because: string])[] = [
  [/^[ \t]*print[ \t]*>>[ \t]*\w/m, '"print >>" is Python 2'],
  [/^[ \t]*exec[ \t]+["'\w]/m, '"exec" without brackets is Python 2'],
  [/\bexcept\s+[\w.]+\s*,\s*\w+\s*:/, '"except E, e" is Python 2'],
  [/\bexcept\s*\([\w., ]+\)\s*,\s*\w+\s*:/, '"except E, e" is Python 2'],
  [/^[ \t]*raise\s+[\w.]+\s*,\s*["'\w]/m, '"raise E, text" is Python 2'],
  [/[\w)\]"']\s*<>\s*[\w(["']/, '"<>" is Python 2'],
  [/=\s*`[^`\n]+`|\+\s*`[^`\n]+`|`[^`\n]+`\s*\+/, 'backticks are Python 2'],
  [/(?<![\w.])(?:ur|UR)["']/, 'ur"" is Python 2'],
  [/(?<![\w.])\d+[lL](?![\w.])/, 'a number with L is Python 2'],
  [/(?<![\w.])bytes\(\s*["'][^"'\n]*["']\s*\)/, 'bytes() of a text alone is Python 2'],
  [/\bdef\s+\w+\s*\((?:[^()\n]*,)?\s*\(\s*\w/, 'a parameter in brackets is Python 2'],
  [/\blambda\s*\(\s*\w+\s*,[^()\n]*\)\s*:/, 'a parameter in brackets is Python 2'],
  [/\.(?:en|de)code\(\s*["'](?:hex|base64|zlib|rot13)["']\s*\)/, '.encode("hex") is Python 2'],
  [
    /\bsys\.(?:maxint|setdefaultencoding)\b|\bos\.getcwdu\(/,
    'sys.maxint and its like are Python 2',
  ],
  [/\bitertools\b[^\n]*\b(?:izip|imap|ifilter)\b/, 'izip() and its like are Python 2'],
  [/\.(?:keys|items|values)\(\s*\)\.sort\(/, 'a dict whose keys are sorted in place is Python 2'],
  [/\.has_key\(/, '.has_key() is Python 2'],
  [/\.iter(?:items|keys|values)\(\s*\)/, '.iteritems() and its like are Python 2'],
  [
    /(?<![\w.])string\.(?:join|split|strip|upper|lower|replace|atoi)\(/,
    'string.join() and its like are Python 2',
  ],
];

/** Built in functions that went with Python 3; one that the source makes itself is its own. */
const oldNames = [
  ...['raw_input', 'xrange', 'unicode', 'unichr', 'execfile', 'basestring', 'long', 'reduce'],
  'file',
];

/** Why a source is Python 2; undefined where it is not. `beside`: the paths of all files. */
export function findPython2(
  code: string,
  shebang: string,
  beside: readonly string[] = [],
): string | undefined {
  if (/python2/.test(shebang)) return `#!${shebang}`;
  const bare = hideTexts(code);
  const statement = findPrint(code, bare);
  if (statement !== undefined) return statement;
  const imported = findOldImport(bare, beside);
  if (imported !== undefined) return imported;
  for (const name of oldNames) {
    const isUsed = new RegExp(
      `(?<![\\w.])${name}\\s*\\(|\\bisinstance\\([^(),\\n]*,[^)\\n]*\\b${name}\\b`,
    ).test(bare);
    const isMade = new RegExp(
      `NameError|\\bimport\\s+\\*|(?<![\\w.])${name}\\s*=(?!=)|=\\s*${name}\\b(?!\\s*\\()|\\bdef\\s+${name}\\b|\\bimport\\b.*\\b${name}\\b`,
    ).test(bare);
    if (isUsed && !isMade) return `${name}() is Python 2`;
  }
  const quoted = (sign: RegExp) => (/["']/.test(sign.source) ? code : bare);
  return signs.find(([sign]) => sign.test(quoted(sign)))?.[1];
}

/** What stands in quotes is no code: a text about xrange( is none. */
function hideTexts(code: string): string {
  return code.replace(/("""|''')[\s\S]*?\1|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'/g, (text) =>
    text.replace(/[^\n]/g, 'x'),
  );
}

function findPrint(code: string, bare: string): string | undefined {
  for (const { index } of bare.matchAll(/^[ \t]*print(?:[ \t]+[\w%]|[ \t]*$)[^\n]*/gm)) {
    const line = code.slice(index, (code.indexOf('\n', index) + 1 || code.length + 1) - 1).trim();
    if (/^print$/.test(line)) continue;
    if (/^print\s+(?:if|else|for|in|is|and|or)\b/.test(line)) continue;
    return `${JSON.stringify(line.slice(0, 40))} is Python 2`;
  }
  return undefined;
}

/** An import that always runs: what stands in `try` has something in its place. */
function findOldImport(bare: string, beside: readonly string[]): string | undefined {
  const lines = bare.matchAll(
    /^(?:import[ \t]+([\w., \t]+)|from[ \t]+(\w+)[\w.]*[ \t]+import\b)/gm,
  );
  for (const [, list, from] of lines) {
    const names =
      from === undefined
        ? (list ?? '').split(',').map((one) => one.trim().split(/[ .]/)[0])
        : [from];
    for (const name of names) {
      if (name === undefined || !oldModules.includes(name)) continue;
      const isOwn = beside.some((path) => new RegExp(`(?:^|/)${name}(?:\\.py|/)`).test(path));
      if (!isOwn) return `the module ${name} is of Python 2`;
    }
  }
  return undefined;
}

/** What went within Python 3, by the first minor version without it. */
const goneSince: readonly (readonly [minor: number, sign: RegExp, what: string])[] = [
  [8, /\btime\.clock\(/, 'time.clock()'],
  [9, /\.isAlive\(\)/, '.isAlive()'],
  [9, /\b(?:base64\.(?:en|de)codestring|\w+\.tostring)\(/, '.tostring() or its like'],
];

export type OldPython = NonNullable<Conclusion['oldPython']>;

/** Undefined where any Python 3 will do; who looks whether a thing is there can do without. */
export function findOldPython3(code: string): OldPython | undefined {
  const bare = hideTexts(code);
  if (/\b(?:hasattr|getattr|AttributeError)\b/.test(bare)) return undefined;
  const found = goneSince.filter(([, sign]) => sign.test(bare) && !isMadeIn(bare, sign));
  const [first] = found.sort(([a], [b]) => a - b);
  if (first === undefined) return undefined;
  const [below, , what] = first;
  return { below, because: `${what} went with Python 3.${below}` };
}

/** A method of its own class may have any name. */
function isMadeIn(bare: string, sign: RegExp): boolean {
  const [, name] = /(\w+)\\\(/.exec(sign.source) ?? [];
  return name !== undefined && new RegExp(`\\bdef\\s+${name}\\b`).test(bare);
}

/** What a newer Python says of a source of Python 2 when it compiles it. */
const refusals =
  /Missing parentheses in call to '(?:print|exec)'|multiple exception types must be parenthesized|leading zeros in decimal integer/;

/** The source of a probe (find-new-python.ts) that is Python 2, and why. Pure. */
export function findRefused(printed: string): { path: string; because: string } | undefined {
  for (const [, path = '', line, message = ''] of printed.matchAll(/^(.+?):(\d+):(.*)$/gm)) {
    if (refusals.test(message)) return { path, because: `${path}, line ${line}: ${message}` };
  }
  return undefined;
}

/** What a program of Python 2 says when a newer Python runs it; undefined where it is no such. */
export function findOldCrash(line: string): string | undefined {
  const [, missing] =
    /(?:ModuleNotFoundError|ImportError): No module named '?(\w+)/.exec(line) ?? [];
  if (missing !== undefined && oldModules.includes(missing)) return `the module ${missing}`;
  const [, name] = /NameError: (?:global )?name '(\w+)' is not defined/.exec(line) ?? [];
  if (name !== undefined && oldNames.includes(name)) return `${name}()`;
  const [, attribute] =
    /AttributeError: .*has no attribute '(isAlive|clock|has_key|iteritems|iterkeys|itervalues)'/.exec(
      line,
    ) ?? [];
  return attribute && `.${attribute}()`;
}
