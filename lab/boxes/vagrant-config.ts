/** What `vagrant ssh-config` prints (the format of ssh_config(5)), read as pure text. */
import { LabError } from '../model/errors.ts';
import { findControl } from '../model/plain-text.ts';

/** How to reach one machine. */
export interface VagrantSsh {
  /** The machine's name in its Vagrantfile. */
  machine: string;
  host: string;
  port: number;
  user: string;
  /** Private keys, in order. */
  identityFiles: string[];
}

/** Reads it. LabError COMMAND_FAILED where it is not what the lab can use. */
export function parseSshConfig(text: string): VagrantSsh {
  const control = findControl(text);
  if (control !== undefined) {
    throw refuse(`what \`vagrant ssh-config\` printed is no plain text: ${control}`, {
      hint: 'See what `vagrant --no-color ssh-config` prints, and what colours it',
    });
  }
  const lines = text.split('\n').map((line) => splitWords(line.trim()));
  const machines = lines.filter(([keyword]) => keyword?.toLowerCase() === 'host');
  const [machine = ''] = machines[0]?.slice(1) ?? [];
  if (machines.length > 1) {
    const names = machines.map(([, name]) => name).join(', ');
    throw refuse(`the Vagrantfile has several machines (${names})`, {
      hint: 'Name one by its address instead: --box ssh://user@host:port',
    });
  }
  const getAll = (keyword: string) =>
    lines.filter(([word]) => word?.toLowerCase() === keyword).map(([, value = '']) => value);
  const [host] = getAll('hostname');
  const [user] = getAll('user');
  const port = Number(getAll('port')[0] ?? '22');
  const [proxy] = [...getAll('proxycommand'), ...getAll('proxyjump')];
  if (proxy !== undefined && proxy !== 'none') {
    throw refuse('it is reached through a ProxyCommand, which the lab does not run', {
      hint: 'Run the lab on the machine that hosts the box, or reach it by --box ssh://…',
    });
  }
  if (machine === '' || !host || !user || !Number.isInteger(port) || port < 1 || port > 65_535) {
    throw refuse(`this does not say where it is:\n${text.trim()}`, {
      hint: 'See what `vagrant ssh-config` prints, and that `vagrant ssh` works',
    });
  }
  return { machine, host, port, user, identityFiles: getAll('identityfile') };
}

function refuse(because: string, details: { hint: string }): LabError {
  return new LabError('COMMAND_FAILED', `The Vagrant box cannot be used: ${because}`, details);
}

/**
 * A keyword and its arguments: parted by blanks or one `=`; in double quotes where they hold
 * blanks, with `\"` and `\\` for themselves there. A comment has none.
 */
function splitWords(line: string): string[] {
  if (/^(#|$)/.test(line)) return [];
  const [, keyword = '', rest = ''] = /^([^\s=]+)(?:\s*=\s*|\s+)?(.*)$/.exec(line) ?? [];
  const words = [...rest.matchAll(/"((?:[^"\\]|\\.)*)"|(\S+)/g)].map(([, quoted, plain]) =>
    quoted === undefined ? (plain ?? '') : quoted.replace(/\\(["\\])/g, '$1'),
  );
  return [keyword, ...words];
}
