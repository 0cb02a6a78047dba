/** Which arguments a program takes by name: those of Python's argparse and of Go's flag. */
import type { Answer } from '../model/discover.ts';
import { type FoundArgument, getKind, getKindOfName } from './argument-kinds.ts';
import { findChoices, findHelped, findListed } from './find-choices.ts';
import type { Code } from './find-code.ts';

/** In the order of the source; what is optional and says nothing to us stays away. */
export function findFlags({ code, language }: Code, answers: readonly Answer[]): FoundArgument[] {
  const found: FoundArgument[] = [];
  if (language === 'python3' || language === 'python2') {
    for (const [whole, words = ''] of code.matchAll(/add_argument\(((?:[^()]|\([^()]*\))*)\)?/g)) {
      const named = words.replace(/\w+\s*=.*$/s, '');
      const names = [...named.matchAll(/["']([\w-]+)["']/g)].map(([, name]) => name ?? '');
      const [name = ''] = names;
      const long = names.find((each) => each.startsWith('--')) ?? name;
      if (name === '' || /store_true|store_false/.test(words)) continue;
      const helped = findHelped(words);
      const kind = getKindOfName(long, answers) ?? (helped.length > 0 ? 'role' : undefined);
      // What is optional and means nothing to us stays away.
      if (name.startsWith('-') && kind === undefined && !/\brequired\s*=\s*True/.test(words))
        continue;
      const place = found.filter(({ flag }) => flag === undefined).length;
      const listed = [
        ...findListed(words),
        ...(kind === 'role' ? helped : []),
        ...findChoices(`args.${long.replace(/^-+/, '')}`, code),
      ];
      const about = {
        kind: kind ?? getKind(long, place, answers),
        because: whole.slice(0, 60),
        ...(listed.length > 0 && { choices: listed }),
      };
      found.push(name.startsWith('-') ? { ...about, flag: long } : about);
    }
  }
  if (language === 'go') {
    const calls = code.matchAll(/\bflag\.(?:Int|String)(?:Var)?\(\s*(?:&\w+,\s*)?"(\w+)"([^\n]*)/g);
    for (const [whole, name = '', words = ''] of calls) {
      const helped = findHelped(words);
      const about = getKindOfName(name, answers) ?? (helped.length > 0 ? 'role' : undefined);
      const kind = /\bhost:port\b|"[\w.]*:\d{4,5}"/i.test(words) ? 'address' : about;
      if (kind === undefined) continue;
      const listed = [...findChoices(`flag.String("${name}"`, code), ...helped];
      const choices = kind === 'role' && listed.length > 0 ? { choices: listed } : {};
      found.push({ kind, flag: `-${name}`, because: whole.slice(0, 60), ...choices });
    }
  }
  return found;
}
