/**
 * Reads from what a build printed that this machine lacks something: a library, a header, a tool, a
 * newer compiler, or the network, which a build does not have here. That is no fault of a program.
 * What the submission itself should have brought (its own header, package or module) is one.
 */
import path from 'node:path';
import { escapePattern } from '../model/escape-pattern.ts';
import type { SubmittedFile } from '../model/submission.ts';

/** What is lacking, as one sentence; undefined where the submission itself is at fault. Pure. */
export function findLacking(output: string, files: readonly SubmittedFile[]): string | undefined {
  for (const read of [
    readHeader,
    readLibrary,
    readGo,
    readJava,
    readTool,
    readNetwork,
    readOther,
  ]) {
    const lacking = read(output, files);
    if (lacking !== undefined) return lacking;
  }
  return undefined;
}

/** `#include <…>` names a header of the system, `#include "…"` one of the submission. */
function readHeader(output: string, files: readonly SubmittedFile[]): string | undefined {
  const pattern =
    /^([^:\n]+):\d+:\d+: fatal error: '?([^':\n]+)'?(?:: No such file| file not found).*(?:\n(.*))?/gm;
  for (const [, source = '', header = '', line = ''] of output.matchAll(pattern)) {
    const isQuoted = (text: string) => new RegExp(`"${escapePattern(header)}"`).test(text);
    const isSystem = (text: string) => new RegExp(`<${escapePattern(header)}>`).test(text);
    const text = files.find((file) => file.path === path.posix.normalize(source))?.text ?? '';
    if (isQuoted(line) || (!isSystem(line) && !isSystem(text))) continue;
    // Its own header in angle brackets wants -I, which its author had.
    if (files.some((file) => path.posix.basename(file.path) === path.posix.basename(header)))
      continue;
    return windows.test(header)
      ? `it is written for Windows: ${source} includes <${header}>, which this system does not have`
      : `it needs the header <${header}>, which this machine does not have`;
  }
  return undefined;
}

const windows = /^(?:winsock2?|windows|ws2tcpip|conio|process|io|direct|tchar)\.h$/i;

function readLibrary(output: string, files: readonly SubmittedFile[]): string | undefined {
  for (const [, name = ''] of output.matchAll(
    /\bld(?:\.\w+)?: (?:cannot find|unable to find library) -l(\S+?):?(?=\s|$)/gm,
  )) {
    // What it makes itself, or should have brought.
    const own = new RegExp(`\\blib${escapePattern(name)}\\.(?:a|so)\\b`);
    if (files.some((file) => own.test(file.path) || own.test(file.text))) continue;
    if (/^(?:ws2_32|wsock32)$/.test(name)) return `it is written for Windows: it links -l${name}`;
    return `it needs the library ${name} (-l${name}), which this machine does not have`;
  }
  const [, pkg] =
    /Package '?([\w.+-]+)'?,? (?:was )?not found in the pkg-config|No package '([\w.+-]+)' found/.exec(
      output,
    ) ?? [];
  return pkg === undefined
    ? undefined
    : `it needs the library ${pkg}, which this machine does not have`;
}

/** A package of Go is fetched if its path begins with a host (go.dev/ref/mod#module-path). */
function readGo(output: string, files: readonly SubmittedFile[]): string | undefined {
  const old = findOldGo(output, files);
  if (old !== undefined) return old;
  const modules = files.flatMap(({ path: name, text }) => {
    const [, own] =
      path.posix.basename(name) === 'go.mod' ? (/^\s*module\s+"?([^\s"]+)/m.exec(text) ?? []) : [];
    return own ?? [];
  });
  const isOwn = (name: string) => modules.some((own) => name === own || name.startsWith(`${own}/`));
  for (const pattern of goPackages) {
    for (const [, name = ''] of output.matchAll(pattern)) {
      const isFetched = /^[^/]*\./.test(name) && !isOwn(name);
      if (isFetched)
        return `it needs the Go package ${name}, and a build has no network here to fetch it`;
      if (newInGo.has(name)) {
        return `it needs a newer Go: the package ${name} is not in that of this machine`;
      }
    }
  }
  return undefined;
}

/** The versions that go.mod and the source want, against that of this machine (`go version`). */
function findOldGo(output: string, files: readonly SubmittedFile[]): string | undefined {
  const [, refused] =
    /requires go >= ?([\d.]+\w*) \(running go/.exec(output) ??
    /^go: download(?:ing)? go([\d.]+\w*)/m.exec(output) ??
    [];
  const [, here] =
    /\bgo version go([\d.]+)/.exec(output) ?? /\(running go ([\d.]+)/.exec(output) ?? [];
  const said = files.flatMap(({ path: name, text }) => {
    const isModule = path.posix.basename(name) === 'go.mod';
    return isModule ? (/^go\s+([\d.]+)/m.exec(text)?.[1] ?? []) : [];
  });
  // Go 1.22 counts with `range 10`; an older one says this of it, and no version.
  const counted = /cannot range over \S+ \((?:untyped int constant|variable of type int\b)/.test(
    output,
  );
  const wanted = [refused, ...said, ...(counted ? ['1.22'] : [])].find(
    (version) => version !== undefined && (version === refused || isNewerGo(version, here)),
  );
  if (wanted === undefined) return undefined;
  const machine = here === undefined ? 'an older one' : `Go ${here}`;
  return `it needs Go ${wanted}, and this machine has ${machine}`;
}

/** Whether 1.25 is newer than 1.24.4; false where one of them is not known. */
function isNewerGo(wanted: string, here: string | undefined): boolean {
  const [[major = 0, minor = 0], [hereMajor = 0, hereMinor = 0]] = [wanted, here ?? '999'].map(
    (version) => version.split('.').map(Number),
  ) as [number[], number[]];
  return major > hereMajor || (major === hereMajor && minor > hereMinor);
}

const goPackages = [
  /missing go\.sum entry for (?:module providing package |go\.mod file needed to verify package |module )?([\w./~-]+)/g,
  /no required module provides package ([\w./~-]+)/g,
  /cannot find module providing package ([\w./~-]+)/g,
  /cannot find (?:module|package) "([\w./~-]+)"/g,
  /package ([\w./~-]+) is not in (?:GOROOT|std)/g,
  /^go: ([\w./~-]+)@v\S+: /gm,
  /: reading ([\w./~-]+)\/go\.mod/g,
];

/** Packages that the standard library got since Go 1.16. */
const newInGo = new Set([
  ...['embed', 'io/fs', 'net/netip', 'runtime/coverage', 'crypto/ecdh', 'log/slog', 'maps'],
  ...['slices', 'cmp', 'go/version', 'math/rand/v2', 'iter', 'unique', 'structs', 'weak'],
  ...['crypto/hkdf', 'crypto/sha3', 'encoding/json/v2', 'testing/synctest', 'testing/slogtest'],
]);

function readJava(output: string, files: readonly SubmittedFile[]): string | undefined {
  const [, version] =
    /error: (?:invalid source release|invalid target release|release version|error: release version):? (\d+)/.exec(
      output,
    ) ?? [];
  if (version !== undefined) return `it needs Java ${version}, and this machine has an older one`;
  const [, feature, used] =
    /error: (.+?) (?:are|is) (?:not supported in -source (\d+)|a preview feature)/.exec(output) ??
    [];
  if (feature !== undefined) {
    const here =
      used === undefined ? 'this machine has an older one' : `this machine has Java ${used}`;
    return `it needs a newer Java (${feature}), and ${here}`;
  }
  if (/class file has wrong version|wrong version \d+\.\d+, should be/.test(output)) {
    return 'it needs a newer Java: a class that was handed in is of a later version';
  }
  const newer = findNewJava(output, files);
  if (newer !== undefined) return newer;
  const sources = files.filter(({ path: name }) => name.endsWith('.java'));
  const packages = sources.flatMap(({ text }) => /^\s*package\s+([\w.]+)/m.exec(text)?.[1] ?? []);
  for (const [, name = ''] of output.matchAll(/error: package ([\w.]+) does not exist/g)) {
    if (isOwnPackage(name, packages) || !foreignJava.test(name)) continue;
    return `it needs the Java package ${name}, which this machine does not have`;
  }
  return undefined;
}

/** What a line of Java needs, by the version that has it (openjdk.org/projects/jdk). */
const newInJava: readonly (readonly [version: number, sign: RegExp])[] = [
  [15, /"""/],
  [16, /\brecord\s+\w+\s*\(|\binstanceof\s+\w+\s+\w+\b/],
  [21, /\b(?:case|instanceof)\s+[\w.]+\s*\(\s*\w/],
  [21, /\bofVirtual\(|\bstartVirtualThread\(|\bnewVirtualThreadPerTaskExecutor\(/],
  [21, /\.(?:getFirst|getLast|removeFirst|removeLast|reversed)\(\)/],
  [25, /^\s*void\s+main\s*\(|^\s*import\s+module\b|\bIO\.(?:println?|readln)\(/],
];

/** A line that javac refused, with what is newer than this javac; its version is in `output`. */
function findNewJava(output: string, files: readonly SubmittedFile[]): string | undefined {
  const here = Number(/^javac (\d+)/m.exec(output)?.[1] ?? Number.NaN);
  for (const [, source = '', number] of output.matchAll(/^([^:\s]+\.java):(\d+): error: /gm)) {
    const text = files.find((file) => file.path === path.posix.normalize(source))?.text;
    const line = text?.split('\n')[Number(number) - 1] ?? '';
    const [version] = newInJava.find(([needed, sign]) => needed > here && sign.test(line)) ?? [];
    if (version === undefined) continue;
    return `it needs Java ${version} (${source}, line ${number}), and this machine has Java ${here}`;
  }
  return undefined;
}

/** `edu.lab.words` is of those whose other packages are `edu.lab.…`. */
function isOwnPackage(name: string, packages: readonly string[]): boolean {
  const start = (each: string) => each.split('.').slice(0, 2).join('.');
  return packages.some((own) => start(own) === start(name) || own.split('.')[0] === name);
}

/** Names that libraries have: a domain reversed, or one that everybody knows. */
const foreignJava =
  /^(?:org|com|net|io|de|dev|javafx|javax|jakarta|lombok|junit|kotlin|scala|sun|jdk)(?:\.|$)/;

/** A command of the build that is not there; one of the submission's own folder is its own slip. */
function readTool(output: string, files: readonly SubmittedFile[]): string | undefined {
  const patterns = [
    /^(?:\/bin\/)?(?:ba|da)?sh: (?:\d+|line \d+): ([\w.+-]+): (?:command )?not found$/gm,
    /^\S+: (?:line )?\d+: ([\w.+-]+): (?:command )?not found$/gm,
    /^g?make(?:\[\d+\])?: ([\w.+-]+): No such file or directory$/gm,
    /^\/usr\/bin\/env: [‘']([\w.+-]+)[’']: No such file or directory$/gm,
  ];
  for (const [, name = ''] of patterns.flatMap((pattern) => [...output.matchAll(pattern)])) {
    if (files.some((file) => path.posix.basename(file.path) === name)) continue;
    return `its build needs ${name}, which this machine does not have`;
  }
  return undefined;
}

/** What a build says that wanted to fetch something: Maven, Gradle, npm, pip, curl, git. */
function readNetwork(output: string): string | undefined {
  const line = output.split('\n').find((each) => network.test(each));
  if (line === undefined) return undefined;
  return `its build wants the network, which a build does not have here: ${JSON.stringify(shorten(line))}`;
}

const network =
  /UnknownHostException|Unknown host |unable to resolve host |Could not resolve (?:host|dependencies|all (?:files|dependencies|artifacts))|Could not (?:transfer|find) artifact|could not be resolved|EAI_AGAIN|ENOTFOUND|getaddrinfo|Temporary failure in name resolution|Name or service not known|Network is unreachable|dial tcp|No matching distribution found|Could not GET '|Cannot access \S+ .* in offline mode/;

/** A compiler too old for an option of the submission's. */
function readOther(output: string): string | undefined {
  const [, option] =
    /error: (?:unrecognized command[- ]line option|invalid value) [‘'](-?-?(?:std=)?(?:c|gnu)[^’']*)[’']/.exec(
      output,
    ) ?? [];
  return option === undefined
    ? undefined
    : `it needs a newer compiler: this one does not know ${option}`;
}

function shorten(line: string): string {
  const text = line.trim();
  return text.length > 160 ? `${text.slice(0, 159)}…` : text;
}
