/**
 * Having files on a box by their content: `<cache>/<sha256>/<base name>`. One command asks what is
 * there and verifies it; a second, only if something is missing, brings all of it in one stream.
 * The scripts need a POSIX shell, `head -c` and sha256sum, and nothing of the lab on the box.
 */
import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { LabError } from '../model/errors.ts';
import type { Box, BoxFile, CommandResult } from './box.ts';
import { type MeasuredFile, measureFiles } from './local-files.ts';
import { makeCommandError, runCommand } from './run-command.ts';

type PushBox = Pick<Box, 'name' | 'start'>;

/** Arguments of one command must stay below 128 KiB (execve(2)). */
const filesAtOnce = 100;
/** Beside a minute, a command may take a second for each of these many bytes. */
const slowestBytesPerSecond = 100_000;

/** Everything a script tells stands behind this mark, since a login shell may print on its own. */
const mark = 'mininet-lab:';
/** Exit statuses of the scripts, chosen beside those of sysexits(3). */
const noCache = 73;
const noSha256sum = 69;

/**
 * The cache: of this user alone, and never a link. Under the home, or, where that cannot be
 * written, in /var/tmp, where anybody might have been first.
 */
const openCache = `umask 077
PATH=$PATH:/usr/bin:/bin
command -v sha256sum >/dev/null 2>&1 || exit ${noSha256sum}
is_ours() {
  [ -n "$(find "$1" -prune -type d -user "$(id -u)" 2>/dev/null)" ] && [ -w "$1" ] && chmod 700 "$1"
}
case \${XDG_CACHE_HOME-} in
  /*) cache=$XDG_CACHE_HOME/mininet-lab ;;
  *) cache=\${HOME:-/nonexistent}/.cache/mininet-lab ;;
esac
mkdir -p "$cache" 2>/dev/null
if ! is_ours "$cache"; then
  cache=/var/tmp/mininet-lab-$(id -u)
  mkdir "$cache" 2>/dev/null
  if ! is_ours "$cache"; then
    echo "$cache is not a folder of this user alone that can be written" >&2
    exit ${noCache}
  fi
fi
is_intact() {
  [ -f "$2" ] && [ ! -L "$2" ] && sum=$(sha256sum <"$2") && [ "\${sum%% *}" = "$1" ]
}
`;

/**
 * A Node has 100 MB: hashing that takes half a second, and on an emulated box many. So a file that
 * large is hashed once, and what stat(1) says of it then lies beside it: as long as it says the
 * same (size, inode, and the time of the last change to the nanosecond) it is taken as it is.
 */
const largeBytes = 4_194_304;
const knowLarge = `is_known() {
  [ "$3" -ge ${largeBytes} ] && [ -f "$2" ] && [ ! -L "$2" ] &&
    stamp=$(stat -c '%s %i %y' "$2" 2>/dev/null) && [ "$stamp" = "$(cat "$2.stamp" 2>/dev/null)" ]
}
note_large() {
  [ "$2" -lt ${largeBytes} ] || stat -c '%s %i %y' "$1" >"$1.stamp" 2>/dev/null || rm -f "$1.stamp"
}
`;
/** What no run has asked for in so many days is removed by the next one that sends something. */
const keptDays = 30;

/**
 * Arguments: hash, name, mode and bytes of each file. Tells the cache, and which files are there;
 * their folders, whose names are hashes, are as young as their last use.
 */
const checkScript = `${openCache}${knowLarge}
printf '${mark} cache %s\\n' "$cache"
index=0; used=
while [ $# -gt 0 ]; do
  file=$cache/$1/$2
  if is_known "$1" "$file" "$4" || { is_intact "$1" "$file" && note_large "$file" "$4"; }; then
    if chmod "$3" "$file"; then used="$used $1"; printf '${mark} there %s\\n' $index; fi
  fi
  index=$((index + 1)); shift 4
done
[ -z "$used" ] || { cd "$cache" && touch -c $used 2>/dev/null; } || :
`;

/**
 * Arguments: a name for this push; then hash, name, mode and bytes of each file. Stdin: the files,
 * one behind the other. They are cut apart from a file, since head may read more of a pipe than it
 * hands on. A file appears under its name only when it is whole (rename(2) by mv).
 */
const sendScript = `${openCache}${knowLarge}
work=$cache/.push.$1; shift
find "$cache" -type d -name '.push.*' -mtime +1 -prune -exec rm -rf {} + 2>/dev/null
find "$cache"/* -type d -mtime +${keptDays} -prune -exec rm -rf {} + 2>/dev/null
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM
mkdir "$work" && cat >"$work/all" || exit 1
from=1; index=0
while [ $# -gt 0 ]; do
  tail -c "+$from" "$work/all" | head -c "$4" >"$work/part" || exit 1
  from=$((from + $4))
  if is_intact "$1" "$work/part"; then
    chmod "$3" "$work/part" && mkdir -p "$cache/$1" || exit 1
    target=$cache/$1/$2
    if [ -d "$target" ] || [ -L "$target" ]; then rm -rf "$target"; fi
    mv -f "$work/part" "$target" && note_large "$target" "$4" || exit 1
    printf '${mark} there %s\\n' $index
  fi
  index=$((index + 1)); shift 4
done
`;

/** See Box.push. LabError PUSH_FAILED where a file did not arrive as it was sent. */
export async function pushFiles(box: PushBox, files: readonly BoxFile[]): Promise<string[]> {
  const measured = await measureFiles(files);
  const paths: string[] = [];
  for (let first = 0; first < measured.length; first += filesAtOnce) {
    paths.push(...(await pushSome(box, measured.slice(first, first + filesAtOnce))));
  }
  return paths;
}

async function pushSome(box: PushBox, files: readonly MeasuredFile[]): Promise<string[]> {
  const cache = await pushMissing(box, removeTwins(files));
  return files.map((file) => `${cache}/${file.sha256}/${file.name}`);
}

/** One of each that would have the same place on the box. */
function removeTwins(files: readonly MeasuredFile[]): MeasuredFile[] {
  return [...new Map(files.map((file) => [`${file.sha256}/${file.name}`, file])).values()];
}

/** Returns the folder of the cache on the box. */
async function pushMissing(box: PushBox, files: readonly MeasuredFile[]): Promise<string> {
  const words = files.flatMap((f) => [f.sha256, f.name, f.mode, String(f.bytes)]);
  const argv = ['/bin/sh', '-c', checkScript, 'mininet-lab-check', ...words];
  const checked = await runCommand(box, argv, { limitMs: getLimitMs(files) });
  const told = readTold(box, checked, 'what is in its cache');
  const [cache] = told.get('cache') ?? [];
  if (cache === undefined) throw makeCommandError(box.name, ['mininet-lab-check'], checked);
  const there = new Set(told.get('there'));
  const missing = files.filter((_, index) => !there.has(String(index)));
  if (missing.length > 0) await sendFiles(box, missing);
  return cache;
}

async function sendFiles(box: PushBox, files: readonly MeasuredFile[]): Promise<void> {
  const words = files.flatMap((f) => [f.sha256, f.name, f.mode, String(f.bytes)]);
  const argv = ['/bin/sh', '-c', sendScript, 'mininet-lab-send', randomUUID(), ...words];
  const result = await runCommand(box, argv, {
    limitMs: getLimitMs(files),
    feed: (stdin) => pipeline(readInTurn(files), stdin),
  });
  const there = new Set(readTold(box, result, 'the files').get('there'));
  const lost = files.find((_, index) => !there.has(String(index)));
  if (lost === undefined) return;
  const message = `${lost.path} did not arrive on ${box.name} as it was sent (SHA-256 ${lost.sha256}).`;
  throw new LabError('PUSH_FAILED', message, {
    hint: 'See that the file does not change meanwhile, and that the disk of the box is not full.',
  });
}

/** The files' bytes, one behind the other; no more of each than was measured. */
async function* readInTurn(files: readonly MeasuredFile[]): AsyncGenerator<Buffer> {
  for (const file of files) {
    if (file.bytes > 0) yield* createReadStream(file.path, { end: file.bytes - 1 });
  }
}

/** What a script told behind the mark, by its first word; a failed script is an error. */
function readTold(box: PushBox, result: CommandResult, what: string): Map<string, string[]> {
  const told = new Map<string, string[]>();
  for (const line of result.stdout.split('\n')) {
    const match = /^mininet-lab: (\S+) (.*)$/.exec(line);
    if (match?.[1] === undefined || match[2] === undefined) continue;
    told.set(match[1], [...(told.get(match[1]) ?? []), match[2]]);
  }
  if (result.status === 0) return told;
  const because = result.stderr.trim().split('\n').slice(-32).join('\n');
  if (result.status === noSha256sum) {
    throw new LabError('BOX_LACKS', `${box.name} lacks sha256sum, which verifies what is pushed.`, {
      hint: 'Install coreutils or busybox there.',
    });
  }
  if (result.status === noCache) {
    throw new LabError('PUSH_FAILED', `${box.name} has no place for files: ${because}.`, {
      hint: 'Remove what is in the way there, or give the user a home that can be written.',
    });
  }
  const message = `${box.name} did not take ${what}: exit status ${result.status}. ${because}`;
  throw new LabError('PUSH_FAILED', message, { hint: 'See that its disk is not full.' });
}

function getLimitMs(files: readonly MeasuredFile[]): number {
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  return 60_000 + (bytes / slowestBytesPerSecond) * 1000;
}
