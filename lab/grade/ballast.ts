/**
 * What tools and systems leave beside what somebody wrote: version control, packages that were
 * installed, caches, settings of editors. It is left out by its name, or by what a folder holds,
 * before anything of it is counted, judged by its name or followed as a link. Pure.
 */

/** Left out without a word: nearly every hand-in has one of these. */
const quietFolders = new Set([
  ...['.git', '.svn', '.hg', '.bzr', '__pycache__', '__MACOSX', '.idea', '.vscode', '.vs'],
  ...['.settings', '.metadata', '.ipynb_checkpoints', '.pytest_cache', '.mypy_cache'],
  ...['.ruff_cache', '.Trashes', '.Spotlight-V100', '.fseventsd', '.TemporaryItems'],
]);

const folders = new Set([
  ...['node_modules', 'bower_components', 'venv', '.venv', 'site-packages', '__pypackages__'],
  ...['.eggs', '.tox', '.nox', '.gradle', '.history', '.cache', '.npm', '.cargo', '.terraform'],
]);

const files = new Set([
  ...['.DS_Store', 'Thumbs.db', 'ehthumbs.db', 'desktop.ini', 'Desktop.ini', '.directory'],
  // Finder's folder icon has a carriage return in its name.
  ...['.localized', 'Icon\r', '.git'],
]);

/** What says that all of its folder was made by a tool: bford.info/cachedir, Maven, .NET. */
const madeBy = new Set(['CACHEDIR.TAG', 'maven-status', 'maven-archiver', 'project.assets.json']);
/** What says that its folder is an environment: PEP 405, and that of conda. */
const environments = new Set(['pyvenv.cfg', 'conda-meta']);
/** What an environment has; whatever else lies in its folder is somebody's own. */
const environmentParts = new Set([
  ...['lib', 'lib64', 'bin', 'include', 'share', 'etc', 'Lib', 'Scripts', 'Include', 'Library'],
  ...['pyvenv.cfg', 'conda-meta', 'pip-selfcheck.json'],
]);

/** AppleDouble's twins (RFC 1740), and locks of Office. */
const prefixes = /^(?:\._|~\$)/;

/** What is known of a folder by the names in it. */
export interface FolderSigns {
  isMade: boolean;
  isEnvironment: boolean;
}

export function readSigns(names: Iterable<string>): FolderSigns {
  const signs = { isMade: false, isEnvironment: false };
  for (const name of names) {
    signs.isMade ||= madeBy.has(name);
    signs.isEnvironment ||= environments.has(name);
  }
  return signs;
}

/** Why one name in a folder is left out: `quiet` needs no word; undefined where it is not. */
export function judgeName(
  name: string,
  { isFolder, signs }: { isFolder: boolean; signs: FolderSigns },
): 'quiet' | 'told' | undefined {
  if (prefixes.test(name)) return 'quiet';
  if (!isFolder && files.has(name)) return 'quiet';
  if (quietFolders.has(name)) return 'quiet';
  if (folders.has(name)) return 'told';
  return signs.isEnvironment && environmentParts.has(name) ? 'told' : undefined;
}

/**
 * Of all paths of an archive, a reader of what is ballast: the path that is left out as a whole,
 * and whether that is to be told. Undefined for what stays.
 */
export function findBallast(
  paths: readonly string[],
): (path: string) => { path: string; how: 'quiet' | 'told' } | undefined {
  const names = new Map<string, Set<string>>();
  for (const path of paths) {
    const parts = path.split('/').filter((part) => part !== '' && part !== '.');
    for (const [index, part] of parts.entries()) {
      const folder = parts.slice(0, index).join('/');
      const known = names.get(folder);
      if (known) known.add(part);
      else names.set(folder, new Set([part]));
    }
  }
  const signs = new Map([...names].map(([folder, all]) => [folder, readSigns(all)]));
  const none: FolderSigns = { isMade: false, isEnvironment: false };
  return (path) => {
    const parts = path.split('/').filter((part) => part !== '' && part !== '.');
    for (const [index, part] of parts.entries()) {
      const here = parts.slice(0, index + 1).join('/');
      const isFolder = index < parts.length - 1 || path.endsWith('/');
      const around = signs.get(parts.slice(0, index).join('/')) ?? none;
      const how = judgeName(part, { isFolder, signs: around });
      if (how !== undefined) return { path: here, how };
      if (isFolder && signs.get(here)?.isMade) return { path: here, how: 'told' };
    }
    return undefined;
  };
}

/** What is said of one that is not quiet, behind "is". */
export const madeByTools = 'what a tool installed or made';
