/**
 * Python that is newer than this machine's: a source that it refuses at a line which a later
 * version takes. The interpreter that will run it is asked, without running anything.
 */
import { type Conclusion, listRoles, type SubmittedFile } from '../model/submission.ts';
import { readCode } from './find-code.ts';
import { quoteWord } from './quote-word.ts';

/** Compiles each file; prints the version and each error: `3.11`, `server.py:12:invalid syntax`. */
const probe = `import sys
print("%d.%d" % sys.version_info[:2])
for name in sys.argv[1:]:
    try:
        compile(open(name, "rb").read(), name, "exec")
    except SyntaxError as error:
        print("%s:%s:%s" % (name, error.lineno, error.msg))
    except Exception:
        pass`;

/** The command that asks; undefined where no program of it is Python 3. Pure. */
export function findPythonProbe(
  { submission, sources }: Conclusion,
  files: readonly SubmittedFile[],
): string | undefined {
  const paths = listRoles({ sources }).flatMap((role) => {
    const isPython = /^\s*(?:exec\s+)?python3?\s/.test(submission[role] ?? '');
    return isPython ? (sources[role] ?? []) : [];
  });
  const asked = [...new Set(paths)].filter((name) => {
    const file = files.find(({ path }) => path === name);
    const beside = files.map(({ path }) => path);
    return file !== undefined && readCode(file, beside)?.language === 'python3';
  });
  if (asked.length === 0) return undefined;
  return ['python3', '-c', probe, ...asked].map(quoteWord).join(' ');
}

/** What is new in a line, by the minor version of Python 3 (docs.python.org, "What's New"). */
const newIn: readonly (readonly [minor: number, line: RegExp, message: RegExp])[] = [
  [10, /^\s*match\s+[^=]+:\s*(?:#.*)?$/, /^invalid syntax/],
  [11, /\bexcept\s*\*/, /./],
  // The same quotes, backslashes and comments within the braces of an f-string (PEP 701).
  [12, /\b[fF]["']/, /^f-string.*cannot include/],
  [12, /\b[fF](["'])(?:(?!\1).)*\{(?:(?!\1)[^}])*\1(?:(?!\1)[^}])*\1(?:(?!\1)[^}])*\}/, /./],
  [12, /^\s*type\s+\w+\s*(?:\[[^\]]*\])?\s*=|\b(?:def|class)\s+\w+\s*\[/, /./],
];

/** What it printed, as one sentence on a source that is newer; undefined where none is. Pure. */
export function findNewPython(
  printed: string,
  files: readonly SubmittedFile[],
): string | undefined {
  const [, minor] = /^3\.(\d+)$/m.exec(printed) ?? [];
  const here = Number(minor ?? 999);
  for (const [, source = '', number, message = ''] of printed.matchAll(/^(.+?):(\d+):(.*)$/gm)) {
    const text = files.find(({ path }) => path === source)?.text ?? '';
    const line = text.split(/\r?\n/)[Number(number) - 1] ?? '';
    const [needed] =
      newIn.find(([from, sign, said]) => from > here && sign.test(line) && said.test(message)) ??
      [];
    if (needed === undefined) continue;
    return `it needs Python 3.${needed} (${source}, line ${number}), and this machine has 3.${here}`;
  }
  return undefined;
}
