/**
 * Ending a command with all that it started, whatever that does. Signals and process groups do not
 * reach far enough: sudo runs a command in a terminal and a session of its own (use_pty,
 * sudoers(5)), and a daemon leaves both. So every command carries a tag in its environment, behind
 * sudo too, and what carries it is stopped first, with its descendants, until nothing new is found,
 * and killed then: who is stopped can neither fork nor leave its parent. Used on this machine and
 * over SSH (guard.ts).
 */
import { quoteArgument } from './quote.ts';

const variable = 'MININET_LAB_COMMAND';

/** The variable that a command with this tag has in its environment: `NAME=value`. */
export function getVariable(tag: string): string {
  return `${variable}=${tag}`;
}

/** Whether a command is started by sudo, so that only sudo can end it. */
export function isElevated(argv: readonly string[]): boolean {
  return argv[0] === 'sudo';
}

/**
 * A shell that takes the words behind it as its command. In a PID namespace with kill-child all
 * that the command starts ends with it, even what clears its environment and leaves its session
 * (unshare(1)); a machine without it does without.
 */
const insideScript = `if unshare --pid --fork --kill-child true 2>/dev/null
then exec unshare --pid --fork --kill-child -- "$@"; fi
exec "$@"`;

/**
 * The command with its tag: sudo gives what it runs a new environment (env_reset, sudoers(5)).
 * `sudo … -- COMMAND` gets a PID namespace besides, unless the command makes one itself, as a stage
 * does. All other commands are returned as they are.
 */
export function keepTag(argv: readonly string[], tag: string): readonly string[] {
  const at = argv.indexOf('--');
  if (!isElevated(argv) || at < 0) return argv;
  const command = argv.slice(at + 1);
  const inside = command.includes('--kill-child') ? [] : ['sh', '-c', insideScript, 'sh'];
  return [...argv.slice(0, at + 1), 'env', getVariable(tag), ...inside, ...command];
}

/** So often it is looked whether all is gone, a tenth of a second apart; then it is given up. */
const maxTurns = 100;

/**
 * For /bin/sh with /proc (proc(5)). `family TAG` prints the processes that carry a tag which begins
 * so, their descendants, and the others of a session or process group whose leader is among them;
 * a zombie counts as gone. `sweep TAG` ends them: 0 if nothing is left, 1 if something is, 2 if
 * some of them belong to another user: then none was ended, so that root finds them all together.
 * `sweep TAG force` ends what it can.
 */
const functions = `family() {
  seeds=$(grep -lsF -e "${variable}=$1" /proc/[0-9]*/environ | tr -dc '0-9\\n' | tr '\\n' ' ')
  [ -n "$seeds" ] || return 0
  command -v awk >/dev/null || { echo $seeds; return 0; }
  cat /proc/[0-9]*/stat 2>/dev/null | sed 's/^\\([0-9]*\\) (.*) /\\1 /' | awk -v seeds="$seeds" '
    $2 != "Z" && $2 != "X" { parent[$1] = $3; group[$1] = $4; session[$1] = $5 }
    END {
      count = split(seeds, list, " ")
      for (i = 1; i <= count; i++) if (list[i] in parent) found[list[i]] = 1
      do {
        grown = 0
        for (pid in parent) {
          if (pid + 0 <= 1 || pid in found) continue
          if (parent[pid] in found || group[pid] in found || session[pid] in found) {
            found[pid] = 1; grown = 1
          }
        }
      } while (grown)
      for (pid in found) print pid
    }' | sort -n
}
stop() {
  all=$(family "$1")
  for look in 1 2 3 4 5 6 7 8 9; do
    [ -n "$all" ] || return 0
    kill -s STOP $all 2>/dev/null
    more=$(family "$1")
    [ "$more" != "$all" ] || return 0
    all=$more
  done
}
sweep() {
  turn=0
  while [ $turn -lt ${maxTurns} ]; do
    stop "$1"
    [ -n "$all" ] || return 0
    if [ "$2" != force ]; then for pid in $all; do
      kill -0 $pid 2>/dev/null || { [ -d /proc/$pid ] && return 2; }
    done; fi
    kill -s KILL $all 2>/dev/null
    turn=$((turn + 1))
    sleep 0.1 2>/dev/null || sleep 1
  done
  return 1
}
`;

/** The same with `finish TAG`, which asks sudo for what belongs to root. */
function getFunctions(): string {
  const asRoot = `sudo -n -- /bin/sh -c ${quoteArgument(`${functions}sweep "$1"`)} sh "$1"`;
  return `${functions}finish() {
  sweep "$1"
  [ $? = 2 ] || return 0
  ${asRoot} 2>/dev/null </dev/null || sweep "$1" force
}
`;
}

/** A script that ends one command. */
export function getSweepScript(tag: string): string {
  return `${getFunctions()}finish ${quoteArgument(tag)}`;
}

/** So many tenths of a second a command has to end by itself once its connection broke. */
const graceTurns = 10;

/**
 * A script that ends each command whose tag it reads, and prints the tag then. At the end of its
 * input, which comes however its reader ends, it ends all whose tag begins with this; a command may
 * have something to clear away then, as a push has its half of a file: it has a moment to do so.
 */
export function getGuardScript(prefix: string): string {
  return `trap '' HUP INT TERM PIPE
${getFunctions()}leave() {
  turn=0
  while [ $turn -lt ${graceTurns} ] && [ -n "$(family "$1")" ]; do
    turn=$((turn + 1))
    sleep 0.1 2>/dev/null || sleep 1
  done
  finish "$1"
}
while IFS= read -r tag; do finish "$tag"; echo "$tag"; done
leave ${quoteArgument(prefix)}`;
}
