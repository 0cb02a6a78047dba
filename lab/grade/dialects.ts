/**
 * Languages beside Python, C, Java, Go and Node, one entry each: how a program is run, what that
 * needs, and by which words it is known what it does. What their comments and functions are like
 * stands in lab/model/source-languages.ts.
 */
import { csharp, kotlin, rust } from './compiled-dialects.ts';
import type { Dialect } from './dialect.ts';
import { lua, perl, php, ruby, script, shell, tcl } from './script-dialects.ts';

export const dialects = {
  ...{ perl, ruby, php, tcl, lua, shell },
  ...{ rust, csharp, kotlin, script },
} as const satisfies Record<string, Dialect>;

export type DialectName = keyof typeof dialects;

/** The dialect of a language; undefined for those that have their own functions here. */
export function getDialect(name: string): Dialect | undefined {
  return Object.hasOwn(dialects, name) ? dialects[name as DialectName] : undefined;
}
