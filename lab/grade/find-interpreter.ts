/** Which interpreter runs a script, and which commands the script itself needs. */
import { getDialect } from './dialects.ts';
import type { Code } from './find-code.ts';

/** The interpreter of a program; undefined where its language has none in dialects.ts. */
export function findInterpreter({ language, text }: Code): string | undefined {
  const usual = getDialect(language)?.interpreter;
  const [, shebang = ''] = /^#!([^\r\n]*)/.exec(text) ?? [];
  const words = shebang.split(/[\s/]+/).filter((word) => /^[a-z][\w.+-]*$/i.test(word));
  const called = words.findLast((word) => !/^(?:usr|bin|local|env|opt|sbin)$/.test(word));
  if (language === 'script') return called;
  if (usual === undefined) return undefined;
  // bash, zsh and a version, `lua5.3`, are what was asked for; wish is tclsh with windows.
  const isAsked = language === 'shell' || called?.replace(/[\d.]+$/, '') === usual;
  if (isAsked && called !== undefined) return called;
  return language === 'shell' && /\/dev\/(?:tcp|udp)\/|\[\[|<\(/.test(text) ? 'bash' : usual;
}

/**
 * `-f` of `#!/usr/bin/gawk -f`: without it awk and sed take the next word for a program, not for
 * the file of one. Empty where there is none.
 */
export function findFileFlag({ text }: Code): string {
  return /^#![^\r\n]*\b(?:[gmn]?awk|sed)[ \t]+(-\w*f)[ \t]*(?:[\r\n]|$)/.exec(text)?.[1] ?? '';
}

/** What must be there beside the interpreter: nc, socat. */
export function addTools({ language, code }: Code, interpreter: string): { needs: string[] } {
  const tools = getDialect(language)?.tools;
  const called = tools === undefined ? [] : [...code.matchAll(tools)].map(([tool]) => tool);
  return { needs: [...new Set([interpreter, ...called])] };
}
