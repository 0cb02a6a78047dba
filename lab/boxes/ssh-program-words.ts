/** What the ssh program says when it cannot connect (ssh(1), with -v), and what that means. */
import { LabError } from '../model/errors.ts';
import { type BoxAddress, describeAddress } from './address.ts';
import { canAsk } from './ask-password.ts';

/** Lines that are no cause: debugging, and what ssh says of a connection that works. */
const noise =
  /^(debug\d: |OpenSSH_|Authenticat|Warning: Permanently added|Transferred: |Bytes per second|@+$|$)/;
const maxLines = 6;

/** The last lines that say something, as one. */
export function readWords(text: string): string {
  const lines = text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => !noise.test(line));
  const said = lines.slice(-maxLines).join('; ').replace(/\.$/, '');
  return said === '' ? 'ssh said nothing' : said;
}

/** LabError BOX_UNTRUSTED, BOX_REFUSED or BOX_UNREACHABLE, from all that ssh said. */
export function explainProgram(
  name: string,
  address: BoxAddress,
  text: string,
  { isTimeout, why }: { isTimeout: boolean; why: string },
): LabError {
  const words = readWords(text);
  if (/exec: ssh: not found/.test(text)) {
    return new LabError('BOX_LACKS', `${name} needs the ssh program: ${why}.`, {
      hint: 'Install it (openssh-client).',
    });
  }
  const place = `${name} (${describeAddress(address)})`;
  if (
    /Host key verification failed|HOST IDENTIFICATION HAS CHANGED|Certificate invalid/.test(text)
  ) {
    const certificate = /Certificate invalid: (.*)/.exec(text)?.[1];
    const because = certificate === undefined ? words : `its host certificate: ${certificate}`;
    return new LabError('BOX_UNTRUSTED', `The host key of ${place} is not trusted: ${because}.`, {
      hint: 'See which line of known_hosts ssh names; another machine may answer there.',
    });
  }
  const denied = /Permission denied \((.*)\)/.exec(text)?.[1];
  if (denied !== undefined || /Too many authentication failures/.test(text)) {
    return new LabError(
      'BOX_REFUSED',
      `${name} did not let us in: ${describeRefusal(text, words)}.`,
      {
        hint: `See what works with: ssh -v ${address.host}. ${describeQuestion(denied)}`.trim(),
      },
    );
  }
  const because = isTimeout ? `ssh did not connect in time (${words})` : words;
  return new LabError('BOX_UNREACHABLE', `No connection to ${place}: ${because}.`, {
    hint: 'See that the box is up, and that ssh with the same configuration gets there.',
  });
}

function describeRefusal(text: string, words: string): string {
  const accepted = /Authenticated using "(\S+)" with partial success/.exec(text)?.[1];
  if (accepted === undefined) return words;
  const wanted = text
    .match(/Authentications that can continue: (\S+)/g)
    ?.at(-1)
    ?.split(': ')[1];
  return `it accepted ${accepted}, but wants also ${wanted ?? 'another method'}`;
}

function describeQuestion(denied: string | undefined): string {
  const asks = /password|keyboard-interactive/.test(denied ?? '') && !canAsk();
  return asks ? 'Questions are answered at a terminal only, and here is none.' : '';
}
