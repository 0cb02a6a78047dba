/** Whether a source loads another one that was handed in beside it. */
import { type Code, getStem } from './find-code.ts';

/**
 * `import common`, `#include "common.h"`, `new Common(`: by the helper's name. In a script it must
 * stand where something is loaded: `client` is a usual variable of a server, and client.py none of
 * its sources.
 */
export function isNamedIn(helper: Code, file: Code): boolean {
  const stem = getStem(helper.path).replace(/[^\w]/g, '.');
  const name = new RegExp(`(?<!\\w)${stem}(?!\\w)`);
  if (/^(?:c|cpp|java|go|rust|csharp|kotlin)$/.test(file.language)) return name.test(file.code);
  return file.code.split('\n').some((line) => name.test(line) && loads.test(line));
}

/** Words by which scripts load or start a file of their own. */
const loads =
  /\b(?:import|from|require\w*|include\w*|use|source|load\w*|dofile|do|exec\w*|system|spawn|fork|run\w*|open|Popen|__import__|package)\b|(?:^|[;&|])\s*\.\s|\.\/|\b(?:python\d?|node|perl|ruby|php|tclsh|lua|sh|bash)\s/;
