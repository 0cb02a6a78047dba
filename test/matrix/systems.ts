/**
 * The matrix: on which systems and with which Node the lab is played, and what is checked in each
 * cell. This is the only list: `make matrix` plays it, README.md shows what came of it, and
 * systems.gate.ts holds the GitHub workflow, the README and package.json to it.
 */

export interface System {
  /** As the command line names it: `debian-13`. */
  name: string;
  title: string;
  /** As Debian's archive names it. */
  suite: string;
  /** The container of the workflow that is the same system. */
  image: string;
  /** Its own Node is older than the lab's minimum: then the lab must say so, and nothing else. */
  isNodeOld?: true;
}

export const systems: readonly System[] = [
  {
    name: 'debian-12',
    title: 'Debian 12',
    suite: 'bookworm',
    image: 'debian:12',
    isNodeOld: true,
  },
  { name: 'debian-13', title: 'Debian 13', suite: 'trixie', image: 'debian:13' },
  { name: 'debian-testing', title: 'Debian testing', suite: 'testing', image: 'debian:testing' },
];

/** `own` is the system's own Node and npm; the others are as npm carries them, the newest each. */
export const nodes = ['own', '22', '24', '26'] as const;
export type NodeChoice = (typeof nodes)[number];

export interface Check {
  /** check.sh has the commands under this name. */
  name: 'lab' | 'ovs' | 'routed' | 'rootless' | 'submissions' | 'doctor';
  /** The head of its column. */
  title: string;
  /** What its output must have once the colours are gone, whatever it exits with. */
  wants: RegExp;
  limitMs: number;
}

const allPoints = /^100\/100 \+ 20 extra\b/m;
const minutes = 60_000;

/** In the order in which they are played; the first also installs what is missing. */
export const checks: readonly Check[] = [
  { name: 'lab', title: '`make lab`', wants: allPoints, limitMs: 10 * minutes },
  { name: 'ovs', title: '`--switch ovs`', wants: allPoints, limitMs: 5 * minutes },
  { name: 'routed', title: '`--topology routed`', wants: allPoints, limitMs: 5 * minutes },
  { name: 'rootless', title: 'rootless', wants: allPoints, limitMs: 5 * minutes },
  {
    name: 'doctor',
    title: '`doctor`',
    wants: /^The lab can run on local\.$/m,
    limitMs: 2 * minutes,
  },
  { name: 'submissions', title: 'submissions', wants: /./, limitMs: 20 * minutes },
];

const byGrade = 'Run as it is; test/submissions has one, which make test plays';

/** The submission that stands for each language in check.sh; or why there is none. */
export const submissions = {
  python3: { folder: 'python-threads', title: 'Python' },
  c: { folder: 'c-threads', title: 'C' },
  cpp: { folder: 'cpp-poll', title: 'C++' },
  java: { folder: 'java-threads', title: 'Java' },
  go: { folder: 'go-goroutines', title: 'Go' },
  node: { folder: 'node-events', title: 'Node' },
  python2: 'No Debian after 10 has Python 2',
  typescript: 'Debian has no tsx',
  perl: byGrade,
  ruby: byGrade,
  php: byGrade,
  tcl: byGrade,
  lua: byGrade,
  shell: byGrade,
  rust: 'Found and built by its compiler, not played',
  csharp: 'Found and built by its compiler, not played',
  kotlin: 'Found and built by its compiler, not played',
  script: 'Any interpreter that a first line names',
} as const satisfies Record<string, { folder: string; title: string } | string>;

/**
 * What is installed in a root before the lab: what the README asks for (make, git, Node, npm), the
 * runtimes of the submissions, and ca-certificates. The rest is for provision.sh to install.
 */
export const packages: readonly string[] = [
  ...['ca-certificates', 'git', 'make', 'nodejs', 'npm'],
  ...['gcc', 'g++', 'libc6-dev', 'default-jdk-headless', 'golang-go'],
];

/** What a cell tells about itself: the head of a column, and the command that prints it. */
export const versions: Readonly<Record<string, string>> = {
  Node: 'node --version',
  npm: 'npm --version',
  Python: 'python3 --version',
  Mininet: 'mn --version',
  iproute2: 'ip -V',
  'Open vSwitch': 'ovs-vswitchd --version',
  bubblewrap: 'bwrap --version',
  tcpdump: 'tcpdump --version',
  gcc: 'gcc -dumpfullversion',
  Java: 'javac --version',
  Go: 'go version',
};

export interface Cell {
  system: System;
  node: NodeChoice;
}

/** A cell's name, as messages, folders and stored results have it: `debian-13/24`. */
export function nameCell({ system, node }: Cell): string {
  return `${system.name}/${node}`;
}

/** Whether the lab must refuse to run in a cell, because its Node is too old. */
export function isRefused({ system, node }: Cell): boolean {
  return node === 'own' && system.isNodeOld === true;
}

/**
 * The cells that words choose: names of systems, names of Nodes, or both; all where there is no
 * word. Each system comes once with its own Node before any comes with another.
 * Throws RangeError, in one sentence, for a word that is neither.
 */
export function chooseCells(words: readonly string[]): Cell[] {
  for (const word of words) {
    if (systems.some(({ name }) => name === word) || isNode(word)) continue;
    const known = [...systems.map(({ name }) => name), ...nodes].join(', ');
    throw new RangeError(`No system and no Node is called '${word}'; there are ${known}`);
  }
  const isWanted = (name: string, all: readonly string[]) =>
    !words.some((word) => all.includes(word)) || words.includes(name);
  const names = systems.map(({ name }) => name);
  return nodes.flatMap((node) =>
    systems
      .filter(({ name }) => isWanted(name, names) && isWanted(node, nodes))
      .map((system) => ({ system, node })),
  );
}

function isNode(word: string): word is NodeChoice {
  return (nodes as readonly string[]).includes(word);
}
