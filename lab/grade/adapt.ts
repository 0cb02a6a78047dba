/**
 * Programs that were written for one machine: clients that connect to 127.0.0.1, servers that are
 * bound to it. Each host's own namespace redirects them (nft(8)), so that they meet over the wire
 * with nothing in their source changed. The kernel routes such packets only where it is asked to
 * (route_localnet, ip-sysctl of the kernel's documentation).
 */
import { type Transport, transports } from '../model/discover.ts';
import type { SubmissionRole, SubmittedFile } from '../model/submission.ts';
import { type Code, readCode } from './find-code.ts';
import { getFamily } from './find-deed.ts';

const loopback =
  /(["'`])(?:127\.\d+\.\d+\.\d+|localhost)(?::\d+)?\1|\bINADDR_LOOPBACK\b|\bgetLoopbackAddress\b/;

/** What a client has without a host: Node and Java connect to the loopback then. */
const silent = {
  node: /\b(?:createConnection|connect)\(\s*(?:\{\s*port\s*:?\s*\w*\s*\}|\w+\s*(?:,\s*(?:\(|function|\w+\s*=>)|\)))/,
};

/** Where a source says the loopback; undefined where it does not. */
export function findLoopback(
  paths: readonly string[],
  files: readonly SubmittedFile[],
): string | undefined {
  const codes = files
    .filter(({ path }) => paths.includes(path))
    .flatMap((one) => readCode(one) ?? []);
  for (const file of codes) {
    const [found] = loopback.exec(file.code) ?? findSilent(file);
    if (found !== undefined) return `${file.path} has ${found.trim()}`;
  }
  return undefined;
}

function findSilent({ language, code }: Code): string[] {
  return getFamily(language) === 'node' ? [...(silent.node.exec(code) ?? [])] : [];
}

/** Each begins anew: the network may have seen the same before. */
const emptyTable = 'add table ip lab\ndelete table ip lab\nadd table ip lab';

/** A line with {transport} stands once for each that may be spoken. */
const forClient = `${emptyTable}
add chain ip lab out { type nat hook output priority -100; }
add chain ip lab post { type nat hook postrouting priority 100; }
add rule ip lab out ip daddr 127.0.0.0/8 {transport} dport {port} dnat to {host}
add rule ip lab post ip saddr 127.0.0.0/8 oifname != "lo" masquerade`;

const forServer = `${emptyTable}
add chain ip lab pre { type nat hook prerouting priority -100; }
add rule ip lab pre {transport} dport {port} dnat to 127.0.0.1`;

/**
 * Shell commands that redirect within the namespace of a role's host; they need root. They end the
 * line where they fail.
 */
export function redirectLine(
  role: SubmissionRole,
  { host, port, transport }: { host: string; port: number; transport?: Transport },
): string {
  const spoken = transport === undefined ? transports : [transport];
  const rules = (role === 'server' ? forServer : forClient)
    .split('\n')
    .flatMap((rule) =>
      rule.includes('{transport}') ? spoken.map((one) => rule.replace('{transport}', one)) : [rule],
    )
    .map((rule) => rule.replaceAll('{port}', `${port}`).replaceAll('{host}', host));
  const routes =
    'for f in /proc/sys/net/ipv4/conf/*/route_localnet; do echo 1 >"$f" || exit 125; done';
  return `${routes}; printf '%s\\n' ${rules.map(quoteRule).join(' ')} | nft -f - || exit 125; `;
}

function quoteRule(rule: string): string {
  return `'${rule}'`;
}
