/** What a comment says of threads, for criterion 9: whether it gives a reason for them. */

export interface Explanation {
  /**
   * need: says that they are needed, and why. reason: says why. purpose: says what they do.
   * unanswered: the question or the task only. unclear: a long sentence, and no reason was seen in
   * it. bare: speaks of threads, and no more.
   */
  kind: 'need' | 'reason' | 'purpose' | 'unanswered' | 'unclear' | 'bare';
  /** The sentence that shows it. */
  sentence: string;
  /** Of the whole comment. */
  words: number;
}

/** The threshold: one sentence of so many words, with the threads and the reason in it. */
export const leastWords = 8;
/** A sentence of so many words without a reason that is known here is left to a person. */
const unclearWords = 15;

/** Threads, and what serves in their place; as people spell them. */
const threadWords =
  /\b(?:multi[\s-]*)?thread(?:s|ed|ing)?\b|\bmul\w*[\s-]*t\w*r\w*e\w*a?d(?:s|ed|ing)\b|\bworkers?\b|\bconcurren\w*|\bparallel\w*|\bmulti-?\s?process\w*|\b(?:child )?processes\b|\bfork(?:s|ed|ing)?\b|\b(?:go|co)-?routines?\b|\basync(?:io|hronous\w*)?\b|\bevent loops?\b|\btasks? (?:for|per) each\b/i;

const verbs =
  'accept|allow|answer|avoid|be able|block|chat|communicate|connect|deal|determine|enable|ensure|' +
  'establish|find out|get|handle|have|hear|interact|keep|know|let|listen|maintain|make|manage|' +
  'not(?:ice)?|prevent|process|read|receive|respond|run|see|send|serve|service|share|support|' +
  'take|talk|tell|track|wait|work';

/** What gives a reason, or says what something is for. */
const reasons = new RegExp(
  [
    String.raw`\b(?:because|since|so that|in order (?:to|for|that)|otherwise|due to|therefore)\b`,
    String.raw`\b(?:thus|hence|that way|this way|as a result|the reason)\b|\bif (?:we|you|it|i|there|one|only|the)\b`,
    String.raw`\bwithout (?:it|them|this|threads?|multi\w*|having|using|blocking|waiting)\b`,
    String.raw`\b(?:allow|enabl|permit|let)(?:s|es|ed|ing)?\b|\bwould (?:not|have|be|only|block|wait)\b`,
    String.raw`\bat (?:the same|any|one) time\b|\bat once\b|\bsimult\w*|\bindependent\w*`,
    String.raw`\bblock(?:s|ed|ing)?\b|\b(?:cannot|can ?not|can[’']?t|could ?n[o’']t|not be able)\b`,
    String.raw`\b(?:while|whereas) (?:the other|one|another|waiting|it|still|we)\b|\bas (?:the server|it|we) (?:has|have|needs?|must|waits?)\b`,
    String.raw`\b(?:to|can) (?:both |simultaneously |concurrently |also |then )?(?:${verbs})\b`,
    String.raw`\bfor (?:handling|receiving|serving|accepting|listening|reading|processing|managing|communicating)\b`,
    String.raw`\bnot (?:have to |need to )?wait\b|\bconcurrently\b|\bin parallel\b|\bone by one\b`,
    String.raw`\bso (?:the|both|each|it|we|all|one|multiple|two|clients?|messages?|a|they|neither)\b`,
    String.raw`\b(?:can|could|to) be (?:\w+ )?\w+ed\b|\b(?:could|can|would) only\b|\bafter (?:the other|another)\b|\bhold(?:s|ing)? up\b`,
  ].join('|'),
  'i',
);

/** Reasons that no description of a step has by chance. */
const strong =
  /\b(?:because|since|so that|in order to|otherwise|due to|at the same time|at once|simult\w*|block(?:s|ed|ing)?|cannot|can[’']?t|independent\w*|without (?:waiting|blocking))\b/i;

/** What would be without them. */
const lacking = /\bwithout (?:multi|using |having )?[\s-]*(?:thread|multi|concurren|them\b|it\b)/i;

/** Says that something is needed, or why. */
const needs =
  /\bneed(?:s|ed|ing)?\b|\bnecess\w+|\brequire[sd]?\b|\bwhy\b|\breasons?\b|\bmust\b|\bhave to\b|\bhas to\b|\bbecause\b|\bessential\b|\bimportan\w+|\bhelps?\b|\bsolves?\b|\bneeded\b/i;

/** What speaks of locks, or of the end of threads, and not of why there are any. */
const aside =
  /\b(?:lock|mutex|semaphore|race|critical section|synchroni|atomic|join|daemon|queue)\w*|\b(?:wait|finish|end|stop|close|terminat|exit)\w*\b(?: \w+){0,3} threads?\b|\bthreads?\b(?: \w+){0,3} (?:finish|end|stop|exit|done|join)\w*/i;
/** Says all the same that it is the threads that are needed. */
const direct = new RegExp(
  [
    String.raw`\bmul\w*[\s-]*t\w*r\w*e\w*a?d(?:s|ed|ing)\b`,
    String.raw`\bthreads?\b(?: \w+){0,2} (?:is|are|was|were) (?:\w+ )?(?:need|us|necess|requir)\w*`,
    String.raw`\b(?:need|use|using|require)(?:s|d|ed)? (?!to (?:wait|join|lock|stop|end))(?:(?!because|since|so|as|if|when)\w+ ){0,3}threads?\b`,
    String.raw`\bwithout (?:\w+ )?threads?\b|\bthreads? (?:allow|enabl|let|permit)\w*`,
    String.raw`\b(?:a|one|its own|separate) (?:\w+ )?thread (?:for|per|of) `,
  ].join('|'),
  'i',
);

/** A task or a question that was copied: what is left of the sentence counts. */
const tasks: readonly RegExp[] = [
  // "At the top of your code, in a comment explain why you need multithreading to solve this …"
  /[^.?!:]*\b(?:explain|describe|state|discuss|tell|say)(?:s|ing)? (?:in a comment )?(?:why|how) (?:you|we|i|one|the server|it|this|multi[\s-]*threading|threads?)\b(?:(?!\b(?:because|since)\b)[^.?!:,;])*?(?:(?:solve|for) (?:this|the) (?:problem|assignment|program|project|task|lab)|multi[\s-]*thread\w*(?: (?:is|are) (?:needed|required|necessary|used))?|threads?(?: (?:is|are) (?:needed|required|necessary|used))?)[.?:]*/gi,
  // A question as such, and its heading without a sign.
  /[^.?!:;]*\?/g,
  /(?<=^|[.:;]\s*)\W*(?:\(?\d+[.)]*\s*)?why (?:do |does |did |is |are )?(?:you|we|i|the server|it|multi[\s-]*threading|threads?)\b(?:(?!\b(?:because|since|is that|:)\b)[^.?!:;,]){0,60}?(?:(?:solve|for) (?:this|the) (?:problem|assignment|program|project|task|lab)|multi[\s-]*threading(?: is (?:needed|required|necessary|used))?|threads?(?: are (?:needed|required|necessary|used))?|(?:needed|required|necessary))[.:]*/gi,
];
/** What names the task again, and is no reason: "to solve this problem". */
const empty =
  /\b(?:to|in order to) (?:solve|do|complete|finish|make|implement) (?:this|the|our|my) (?:problem|assignment|program|project|task|lab|work|homework)\b|\bfor (?:this|the|our) (?:assignment|program|project|task|lab|problem|class|homework)\b/gi;

/** What could be said of anything: that it is faster, or modern, or what was asked for. */
const idle = new RegExp(
  [
    String.raw`\b(?:because|since|as) (?:it|they|this|threads?|multi\w*)(?:[’']s|[’']re| is| are)? (?:\w+ )?(?:faster|quicker|better|modern|nice|cool|best|good)(?: and (?:faster|quicker|better|modern|nice|good))*`,
    String.raw`\b(?:because|since|as|and) (?:all|most|every) (?:\w+ ){0,2}(?:servers?|programs?|applications?) (?:use|uses|have|has|do|does)(?: (?:it|them|this|that|threads))?`,
    String.raw`\b(?:because|since|as) (?:the|our|this|my) (?:assignment|professor|prof|teacher|instructor|task|homework|rubric|instructions?) (?:\w+ )?(?:says?|said|asks?|asked|wants?|wanted|requires?|required|demands?|told)\b[^.]*`,
  ].join('|'),
  'gi',
);

/** Undefined where a comment says nothing of threads; `isAsked`: a question stands before it. */
export function readExplanation(
  text: string,
  { isAsked }: { isAsked: boolean },
): Explanation | undefined {
  const words = countWords(text);
  const flat = joinLines(text);
  let rest = flat;
  for (const task of tasks) rest = rest.replace(task, ' ');
  const task = tasks.flatMap((one) => flat.match(one) ?? []).find((one) => threadWords.test(one));
  const sentences = splitSentences(rest.replace(empty, ' ').replace(idle, ' '));
  const wasAsked = isAsked || task !== undefined;
  const least = wasAsked ? leastWords - 2 : leastWords;
  const isAbout = (one: string) => threadWords.test(one) || wasAsked;
  const spoken = (one: string) => {
    if (!isAbout(one) || !aside.test(one) || direct.test(one)) return isAbout(one);
    const rest = leaveAside(one);
    return isAbout(rest) && countWords(rest) >= least && reasons.test(removeThreads(rest));
  };
  const found = joinNeighbours(sentences).filter((one) => spoken(one) && countWords(one) >= least);
  const told = found.filter((one) => reasons.test(removeThreads(one)) || lacking.test(one));
  const named = told.filter((one) => threadWords.test(one));
  const best = named.find((one) => needs.test(one)) ?? named[0] ?? told[0];
  if (best !== undefined) {
    const isStrong = strong.test(best) || lacking.test(best);
    const kind = wasAsked || needs.test(best) ? 'need' : isStrong ? 'reason' : 'purpose';
    return { kind, sentence: best, words };
  }
  const bare = sentences.filter((one) => threadWords.test(one));
  const long = bare.find((one) => countWords(one) >= unclearWords && spoken(one));
  if (long !== undefined) return { kind: 'unclear', sentence: long, words };
  if (task !== undefined) return { kind: 'unanswered', sentence: task.trim(), words };
  const [sentence] = bare;
  return sentence === undefined ? undefined : { kind: 'bare', sentence, words };
}

/** A sentence without its parts that speak of locks: "one thread would wait, and a lock …". */
function leaveAside(sentence: string): string {
  const parts = sentence.split(/[,;]\s|\s[-*•]\s/);
  return parts.filter((part) => !aside.test(part)).join(', ');
}

/** "concurrently" is a reason beside threads, and none by itself. */
function removeThreads(sentence: string): string {
  const first = threadWords.exec(sentence);
  if (!first) return sentence;
  return `${sentence.slice(0, first.index)} ${sentence.slice(first.index + first[0].length)}`;
}

/** What goes on with what was said before it. */
const goesOn =
  /^(?:otherwise|without|because|since|so|thus|therefore|hence|this|that|these|they|it|if|while|with|one|a single|in this|each|when|the reason|for example)\b/i;

/** How many sentences behind "Multithreading:" are about it. */
const underHeading = 3;

/**
 * Each sentence, and each with the next that goes on with it: "We use threads. Otherwise …"; and
 * what stands behind a heading, with it.
 */
function joinNeighbours(sentences: readonly string[]): string[] {
  const joined = sentences.flatMap((one, at) => {
    if (one.endsWith(':') && threadWords.test(one)) {
      return Array.from({ length: underHeading }, (_, more) =>
        sentences.slice(at, at + 2 + more).join(' '),
      );
    }
    const next = sentences[at + 1] ?? '';
    return goesOn.test(next) || one.endsWith(':') ? `${one} ${next}` : [];
  });
  return [...sentences, ...joined];
}

/** A blank line, a list's sign and a line in capitals end what stands before them. */
function joinLines(text: string): string {
  return text
    .replace(/\r/g, '')
    .replace(/^[\s*#/=_~-]*$/gm, '\n')
    .replace(/^\W*(?:answer|explanation|reason|a|ans)\s*[:.)-]+/gim, '. ')
    .replace(/\n\s*\n+/g, '. ')
    .replace(/^[^\p{Ll}\n]*\p{Lu}{3}[^\p{Ll}\n]*$/gmu, '$&.')
    .replace(/^(\s*[\w -]{3,24}):(?=\s)/gm, '. $1:')
    .replace(/\s+/g, ' ')
    .replace(/(?:\.\s*){2,}/g, '. ')
    .trim();
}

function splitSentences(text: string): string[] {
  return text
    .split(/(?<=[.!?;:])\s+/u)
    .map((one) => one.trim())
    .filter((one) => /\p{L}/u.test(one));
}

function countWords(text: string): number {
  return text.split(/\s+/u).filter((word) => /\p{L}/u.test(word)).length;
}
