/**
 * Words by which a program that ends at once asks for other arguments, or for variables of its
 * environment: what the lab gave it is to blame then, and not the program. Pure.
 */

/** What stands in brackets in a trace of a call, and is no placeholder. */
const traced =
  'module|lambda|listcomp|genexpr|dictcomp|setcomp|stdin|string|init|clinit|main|anonymous|eval|top|class|block|frozen|unknown|internal|null|native';

const words: readonly RegExp[] = [
  /\busage\b|\bargv\b|\bargs\[|\bos\.Args\b|\bArrayIndexOutOfBounds|\btoo few arguments\b/i,
  /\barguments? (?:is|are) required\b|\barguments are required\b/i,
  /^(?!TypeError).*\b(?:need|give|enter|provide|specify|missing|expect)\w* .*\b(?:arg|param|port|host)/i,
  /^(?!TypeError).*\b(?:arg|param|port|host)\w*(?: \w+){0,2} (?:is |are |was )?(?:missing|required|expected|needed)\b/i,
  // An argument that is not there, as languages say it: the vector is short.
  /index out of range \[[1-4]\] with length [1-4]\b|the len is [1-4] but the index is [1-4]\b/,
  /Undefined (?:array key|offset:?) [1-4]\b/,
  // "client <host> <port>", "call me server, clientX or clientY <message>".
  new RegExp(`(?:^|\\s)<(?!(?:${traced})\\b)[a-z][\\w ,|-]*>(?:\\s|$)`, 'i'),
  // A variable that nobody set: os.environ of Python, ENV.fetch of Ruby, set -u of a shell.
  /\bKeyError: ["'][A-Z][A-Z\d_]+["']|\bkey not found: "[A-Z][A-Z\d_]+"/,
  /\bunbound variable\b|\bparameter (?:null or )?not set\b|\benvironment variable\b/i,
];

/** Whether a line of a program's screen says so. */
export function asksForArguments(line: string): boolean {
  return words.some((pattern) => pattern.test(line));
}
