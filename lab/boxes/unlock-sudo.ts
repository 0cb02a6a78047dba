/** Finding out the password that sudo on a box wants: the person at the terminal is asked. */
import { LabError } from '../model/errors.ts';
import { findControl } from '../model/plain-text.ts';
import { askPassword } from './ask-password.ts';
import { runCommand, type Starter } from './run-command.ts';
import { makeAskingCommand, type Sudo, talkToSudo } from './sudo.ts';

/** As many as sudo allows (passwd_tries, sudoers(5)). */
const maxTries = 3;

/** The last that sudo and sudo-rs say where the password was wrong. */
const wrongWords = /incorrect (password|authentication) attempt|authentication fail|try again/i;

/** `where` as it stands in a sentence: `this machine`, `the box ssh://…`. */
export interface UnlockOptions {
  where: string;
  ask?: typeof askPassword;
}

/**
 * Asks until sudo takes the password, at most three times, and has `sudo` keep it. Throws LabError
 * BOX_REFUSED where sudo takes none or wants something else, INTERRUPTED at Ctrl-C, and as
 * box.start() does.
 */
export async function unlockSudo(
  box: Starter,
  sudo: Sudo,
  { where, ask = askPassword }: UnlockOptions,
): Promise<void> {
  const who = (await runCommand(box, ['id', '-un'])).stdout.trim();
  const user = findControl(who) === undefined ? who : JSON.stringify(who);
  let tries = 0;
  let isGivenUp = false;
  while (tries < maxTries) {
    const before = tries;
    const question = `[lab] password for ${user} on ${where.replace(/^the box /, '')}: `;
    const { password, said } = await talkOnce(box, async (over) => {
      if (tries === maxTries) return undefined;
      const sorry = `[lab] sudo did not take this password, try ${tries + 1} of ${maxTries}\n`;
      const prompt = tries === 0 ? question : sorry + question;
      tries += 1;
      const typed = await ask(prompt, over);
      isGivenUp = typed === undefined;
      return typed;
    });
    if (password !== undefined) {
      sudo.keep(password);
      return;
    }
    const lastSaid = said.trimEnd().split('\n').at(-1) ?? '';
    if (isGivenUp || tries === before || !wrongWords.test(lastSaid)) throw refuse(where, said);
  }
  throw new LabError('BOX_REFUSED', `sudo on ${where} took none of ${maxTries} passwords`, {
    hint: `See that \`sudo -v\` works there as ${user}, and with which password.`,
  });
}

/** One sudo, which asks as often as it likes to; the password that it took, or what it said. */
async function talkOnce(
  box: Starter,
  answer: (over: AbortSignal) => Promise<Buffer | undefined>,
): Promise<{ password: Buffer | undefined; said: string }> {
  const asking = makeAskingCommand(['true']);
  // By env: who ends commands of sudo's (sweep.ts) needs the password first.
  const running = await box.start(['env', 'LC_ALL=C', ...asking.words]);
  const over = new AbortController();
  void running.ended.then(() => over.abort());
  running.stdout.resume();
  let last: Buffer | undefined;
  const talk = await talkToSudo(running, asking, async () => {
    last?.fill(0);
    last = await answer(over.signal);
    return last;
  });
  running.stdin.end();
  running.stderr.resume();
  const end = await running.ended;
  if (end.lost !== undefined) throw end.lost;
  if (talk.hasBegun && last === undefined) last = Buffer.alloc(0);
  if (!talk.hasBegun) last?.fill(0);
  return { password: talk.hasBegun ? last : undefined, said: talk.text.toString('utf8') };
}

function refuse(where: string, said: string): LabError {
  const words = said.trim().replace(/\s*\n\s*/g, '; ');
  const message = `sudo on ${where} gives us no root: ${words === '' ? 'it said nothing' : words}`;
  return new LabError('BOX_REFUSED', message, {
    hint: 'See what `sudo -v` says there; the lab can answer a question for a password only.',
  });
}
