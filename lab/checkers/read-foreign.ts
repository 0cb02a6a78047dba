/**
 * What a comment in another language than English says of threads: whether it names them and has a
 * word that gives a reason, in German, French, Spanish, Portuguese, Italian, Polish, Turkish or
 * Vietnamese. A person reads it all the same.
 */

const threads =
  /thread|\bhilos?\b|multihilo|\bfils? d.ex[ée]cution|nebenl[äa]ufig|\bw[ąa]tk\w*|processus l[ée]ger|processos? leves?|\b[đd]a lu[ôồo]ng|\blu[ôồo]ng|i[sş] par[cç]ac[ıi][gğ]|\bproze(?:ss|ß)e?n?\b|\bprocessi?\b/i;

const reasons = new RegExp(
  [
    'weil|denn|damit|sonst|deshalb|gleichzeitig|blockier\\p{L}*|ohne|solange|während',
    'parce que|car|sinon|afin|pour que|en même temps|simultan\\p{L}*|bloqu\\p{L}*|tant que|sans',
    'porque|ya que|para que|si no|sino|mientras|al mismo tiempo|a la vez|simult[áa]n\\p{L}*|bloque\\p{L}*',
    'pois|senão|enquanto|ao mesmo tempo|bloquei\\p{L}*|perch[ée]|altrimenti|mentre|contemporane\\p{L}*|blocc\\p{L}*',
    '[çc][üu]nk[üu]|yoksa|ayn[ıi] anda|bekle\\p{L}*|vì|vi (?!sono)|bởi vì|boi vi|cùng lúc|cung luc|đồng thời|dong thoi',
    'ponieważ|bo|żeby|inaczej|jednocześnie|blok\\p{L}*',
  ]
    .map((words) => `(?<!\\p{L})(?:${words})(?!\\p{L})`)
    .join('|'),
  'iu',
);

/** The sentence, or line, that gives a reason for threads; undefined where none does. */
export function readForeignReason(text: string): string | undefined {
  if (!threads.test(text)) return undefined;
  const sentences = text.replace(/\s*\n\W*/g, ' ').split(/(?<=[.!?:])\s+/);
  return sentences.find((one) => reasons.test(one) && !one.trim().endsWith('?'))?.trim();
}
