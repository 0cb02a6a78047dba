/** What to do where a disk takes nothing more: one sentence for each error of write(2). */
const hints: Readonly<Record<string, string>> = {
  ENOSPC: 'The disk is full: make room, for instance in .lab/runs.',
  EDQUOT: 'Your quota of this disk is used up: make room, for instance in .lab/runs.',
  EFBIG: 'A file may not grow as large here: see `ulimit -f`.',
  EACCES: 'This folder is not yours: did another user (root?) run the lab here?',
  EROFS: 'The disk is read-only: run the lab in another folder.',
  EIO: 'The disk fails: see the last lines of dmesg.',
};

/** The hint for an error's code; undefined where there is none. */
export function hintAtDisk(code: string | undefined): string | undefined {
  return hints[code ?? ''];
}
