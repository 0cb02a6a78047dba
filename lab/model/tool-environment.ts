/**
 * The environment of the system's tools (ip, ovs-vsctl, git, vagrant, …), wherever the lab runs
 * one: on this machine, on a box, and within a stage. A program reads what they print, so it must
 * be the same for every user: English, without colours, pagers or formats of the user's own.
 * Programs under test get an environment of their own (lab/run/programs.ts), nothing of this one.
 */

/**
 * What every tool gets. C.UTF-8 instead of C, since files have names in all languages; TERM and
 * NO_COLOR (https://no-color.org) since Mininet runs tools on a terminal, where those that colour
 * by themselves do so: iproute2 as Debian 13 builds it, for example.
 */
export const toolSettings = {
  LANG: 'C.UTF-8',
  LC_ALL: 'C.UTF-8',
  TERM: 'dumb',
  NO_COLOR: '1',
  PAGER: 'cat',
  GIT_PAGER: 'cat',
  SYSTEMD_PAGER: 'cat',
  SYSTEMD_COLORS: '0',
  VAGRANT_NO_COLOR: '1',
} as const;

/**
 * What would overrule the settings, or adds to what a tool prints or changes its form. gettext
 * prefers LANGUAGE to LC_ALL, also to C.UTF-8; only C itself would be safe from it.
 */
export const toolRemovals = [
  ...['LANGUAGE', 'CLICOLOR', 'CLICOLOR_FORCE', 'FORCE_COLOR', 'COLORTERM', 'COLORFGBG'],
  ...['LS_COLORS', 'GCC_COLORS', 'GREP_OPTIONS', 'GREP_COLOR', 'GREP_COLORS', 'TAR_OPTIONS'],
  ...['PS_FORMAT', 'PS_PERSONALITY', 'POSIXLY_CORRECT', 'BLOCK_SIZE', 'DF_BLOCK_SIZE'],
  ...['QUOTING_STYLE', 'TIME_STYLE', 'VAGRANT_LOG', 'VAGRANT_FORCE_COLOR'],
  ...['JAVA_TOOL_OPTIONS', '_JAVA_OPTIONS', 'JDK_JAVA_OPTIONS'],
] as const;

/** The user's own environment (proxies, agents, settings of Vagrant), made fit for tools. */
export function getToolEnvironment(
  own: Readonly<Record<string, string | undefined>>,
): Record<string, string> {
  const removed = new Set<string>(toolRemovals);
  const kept = Object.entries(own).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && !removed.has(entry[0]),
  );
  return { ...Object.fromEntries(kept), ...toolSettings };
}

/** The words that stand before a command and give it that environment (env(1)). */
export const toolWords: readonly string[] = [
  'env',
  ...toolRemovals.flatMap((name) => ['-u', name]),
  ...Object.entries(toolSettings).map(([name, value]) => `${name}=${value}`),
];

/** The same for the shell that runs a command later: one line of a POSIX shell. */
export const toolScript =
  `unset ${toolRemovals.join(' ')}; ` +
  `${Object.entries(toolSettings)
    .map(([name, value]) => `${name}=${value}`)
    .join(' ')}; ` +
  `export ${Object.keys(toolSettings).join(' ')}; `;
