/** How programs are built and started: by a Makefile where it makes them, else by the language. */

import { buildCompiled } from './build-compiled.ts';
import type { BuiltProgram } from './built-program.ts';
import type { Code } from './find-code.ts';
import { getFolder, getStem } from './find-code.ts';
import { addTools, findFileFlag, findInterpreter } from './find-interpreter.ts';
import { findMade, sortMakefiles } from './find-made.ts';
import { isProgram } from './find-roles.ts';
import { quoteWord } from './quote-word.ts';
import type { Makefile } from './read-makefile.ts';

/**
 * How the programs are built and started. `files` are all sources of the submission. Two programs
 * of different sources are never one binary: where a Makefile seems to make one of both, it was
 * not understood, and each is built by itself.
 */
export function findBuilds(
  programs: readonly Code[],
  files: readonly Code[],
  makefiles: readonly Makefile[],
  names: readonly string[] = [],
): Map<Code, BuiltProgram> {
  const build = (one: Code, all: readonly Makefile[]) => findBuild(one, files, all, names);
  const builds = new Map(programs.map((one) => [one, build(one, makefiles)]));
  const all = [...builds];
  for (const [program, { command, build: made, because }] of all) {
    const other = all.find(([one, built]) => one !== program && built.command === command)?.[0];
    if (other === undefined || made === undefined) continue;
    const alone = build(program, []);
    if (alone.command === command) continue;
    const doubt = `${because} of ${other.path}, too, as it seems: each is built by itself`;
    builds.set(program, { ...alone, because: `${alone.because} (${doubt})` });
  }
  return builds;
}

/**
 * Python's command for a module of a package, which is not found as a file: one that imports from
 * beside itself (`from . import`), or by a name that only a folder above it has (`import lab.words`
 * in `lab/server.py`). It is named from the folder above its package.
 */
function findModule({ path, code }: Code, files: readonly Code[]): string | undefined {
  if (!path.includes('/')) return undefined;
  const folders = path.split('/').slice(0, -1);
  if (!/^[ \t]*from\s+\.+[\w.]*\s+import\b/m.test(code))
    return findNamedFromAbove(path, code, files);
  const isPackage = (count: number) =>
    files.some((file) => file.path === [...folders.slice(0, count), '__init__.py'].join('/'));
  let top = folders.length - 1;
  while (top > 0 && isPackage(top)) top -= 1;
  const name = [...folders.slice(top), path.split('/').at(-1)?.replace(/\.py$/, '')].join('.');
  const root = folders.slice(0, top).join('/');
  return runModule(root, name);
}

/** A module by its name from the folder `root`, '' being that of the submission. */
function runModule(root: string, name: string): string {
  return `${root === '' ? '' : `PYTHONPATH=${quoteWord(root)} `}python3 -m ${quoteWord(name)}`;
}

/** Of a program that imports by a name which the folder beside it has not, but one above. */
function findNamedFromAbove(
  path: string,
  code: string,
  files: readonly Code[],
): string | undefined {
  const folders = path.split('/').slice(0, -1);
  const holds = (folder: string, name: string) => {
    const start = folder === '' ? name : `${folder}/${name}`;
    return files.some((file) => file.path === `${start}.py` || file.path.startsWith(`${start}/`));
  };
  const own = folders.join('/');
  const names = [...code.matchAll(/^[ \t]*(?:from|import)\s+([A-Za-z_]\w*)/gm)].map(
    ([, name = '']) => name,
  );
  const absent = names.filter((name) => !holds(own, name));
  const above = folders.map((_, index) => folders.slice(0, index).join('/'));
  const root = above.findLast((folder) => absent.some((name) => holds(folder, name)));
  if (root === undefined) return undefined;
  const beside = names.some((name) => holds(own, name) && !holds(root, name));
  const within = root === '' ? path : path.slice(root.length + 1);
  const name = within.replace(/\.py$/, '').replaceAll('/', '.');
  // What it imports from beside itself is only found where it is started as a file.
  if (beside || !/^[\w.]+$/.test(name)) {
    return `PYTHONPATH=${root === '' ? '.' : quoteWord(root)} python3 ${quoteWord(path)}`;
  }
  return runModule(root, name);
}

function findBuild(
  program: Code,
  files: readonly Code[],
  makefiles: readonly Makefile[],
  names: readonly string[],
): BuiltProgram {
  const { language, path } = program;
  const run = (interpreter: string): BuiltProgram => ({
    command: `${interpreter} ${quoteWord(path)}`,
    needs: [interpreter],
    because: `${path} is ${language} (${program.because})`,
  });
  const module = language === 'python3' ? findModule(program, files) : undefined;
  if (module !== undefined) return { ...run(language), command: module };
  if (language === 'python3' || language === 'python2' || language === 'node') return run(language);
  if (language === 'typescript') return run('tsx');
  const called = findInterpreter(program);
  if (called !== undefined) {
    const words = [called, findFileFlag(program), quoteWord(path)].filter((word) => word !== '');
    return { ...run(called), command: words.join(' '), ...addTools(program, called) };
  }
  if (language === 'java') return buildJava(program, files);
  const paths = files.map((file) => file.path);
  for (const makefile of sortMakefiles(makefiles, path)) {
    const made = findMade(path, makefile, paths);
    if (made === undefined) continue;
    return {
      command: `./${quoteWord(made.output)}`,
      build: made.build,
      needs: ['make'],
      because: `${makefile.path} makes ${made.output}`,
    };
  }
  if (language === 'go') {
    const output = nameOutput(program, files);
    // What is in its folder and has no main is of its package.
    const words = [path, ...findBeside(program, files)].map(quoteWord).join(' ');
    return {
      command: `./${quoteWord(output)}`,
      build: `go build -o ${quoteWord(output)} ${words}`,
      needs: ['go'],
      because: `${path} is Go`,
    };
  }
  if (language === 'rust' || language === 'csharp' || language === 'kotlin') {
    const beside = findBeside(program, files);
    return buildCompiled(program, { output: nameOutput(program, files), language, beside });
  }
  return buildC(program, files, names);
}

/** The other sources of a program's folder and language that are no programs, nor its tests. */
function findBeside(program: Code, files: readonly Code[]): string[] {
  const folder = getFolder(program.path);
  return files
    .filter((file) => file.language === program.language && !isProgram(file))
    .map((file) => file.path)
    .filter((one) => getFolder(one) === folder && !/_test\.\w+$/.test(one));
}

/**
 * Folders of headers that are included by a name alone, and stand in none of the sources' folders:
 * `include/`, `common/`. `names` are those of all that was handed in.
 */
function findIncludes(sources: readonly Code[], names: readonly string[]): string[] {
  const headers = names.filter((name) => /\.(?:h|hh|hpp|hxx)$/i.test(name));
  const found = sources.flatMap(({ path, code }) =>
    [...code.matchAll(/^[ \t]*#[ \t]*include[ \t]*["<]([^">\n]+)[">]/gm)].flatMap(
      ([, name = '']) => {
        const beside = [getFolder(path), name].filter((part) => part !== '').join('/');
        if (headers.includes(beside)) return [];
        const header = headers.find((one) => one === name || one.endsWith(`/${name}`));
        return header === undefined
          ? []
          : [header.slice(0, -name.length).replace(/\/$/, '') || '.'];
      },
    ),
  );
  return [...new Set(found)];
}

function buildC(program: Code, files: readonly Code[], names: readonly string[]): BuiltProgram {
  const { path, language } = program;
  const helpers = files
    .filter((file) => (file.language === 'c' || file.language === 'cpp') && !isProgram(file))
    .filter(({ language: other }) => other === language);
  const output = nameOutput(program, files);
  const compiler = language === 'c' ? 'cc' : 'c++';
  const words = [path, ...helpers.map((file) => file.path)].map(quoteWord).join(' ');
  const includes = findIncludes([program, ...helpers], names).map((one) => `-I${quoteWord(one)} `);
  return {
    command: `./${quoteWord(output)}`,
    build: `${compiler} -O1 -pthread ${includes.join('')}-o ${quoteWord(output)} ${words}`,
    needs: [compiler],
    because: `${path} is ${language === 'c' ? 'C' : 'C++'} and has a main`,
  };
}

function buildJava(program: Code, files: readonly Code[]): BuiltProgram {
  const name = findPackage(program.code);
  const stem = getStem(program.path);
  // Which class has the main, where a file holds several.
  const before = program.code.slice(0, program.code.search(/\bvoid\s+main\s*\(/));
  const holder = [...before.matchAll(/^(?:public\s+)?(?:final\s+)?class\s+(\w+)/gm)].at(-1)?.[1];
  const main = name === undefined ? (holder ?? stem) : `${name}.${holder ?? stem}`;
  const apart = findProject(program, files);
  const folder = getFolder(program.path);
  const beside = files.filter(
    ({ language, path }) => language === 'java' && (name !== undefined || path.startsWith(folder)),
  );
  const words = (apart?.files ?? beside).map(({ path }) => quoteWord(path)).join(' ');
  const into = apart ? quoteWord(apart.into) : 'built-classes';
  const more = apart && apart.others.length > 0 ? `-sourcepath ${apart.others.join(':')} ` : '';
  return {
    command: `java -Xmx256m -cp ${into} ${main}`,
    build: `javac -encoding UTF-8 -d ${into} ${more}${words}`,
    needs: ['javac', 'java'],
    because: `${program.path} is Java and has a main`,
  };
}

/** One of several projects of Java that cannot be compiled as one. */
interface JavaProject {
  /** Without its module-info: as a plain program it needs none. */
  files: readonly Code[];
  /** Where its classes are put. */
  into: string;
  /** The roots of others that have no class of its own. */
  others: string[];
}

/**
 * The project of a program, where another one has a class of the same name, or both are modules:
 * all sources below one root, which is the folder above the packages. Undefined where all of them
 * can be compiled together.
 */
function findProject(program: Code, files: readonly Code[]): JavaProject | undefined {
  const sources = files.filter(({ language }) => language === 'java');
  const modules = sources.filter(({ path }) => /(?:^|\/)module-info\.java$/.test(path));
  const classes = sources.filter((file) => !modules.includes(file));
  const roots = new Map<string, Map<string, Code>>();
  for (const file of classes) {
    const { root, name } = readPlace(file);
    roots.set(root, (roots.get(root) ?? new Map()).set(name, file));
  }
  const { root } = readPlace(program);
  const own = roots.get(root);
  const shares = (one: ReadonlyMap<string, Code>) => [...one.keys()].some((name) => own?.has(name));
  const others = [...roots].filter(([other]) => other !== root);
  const isClash = others.some(([, one]) => shares(one));
  if (!own || others.length === 0 || !(isClash || modules.length > 1)) return undefined;
  return {
    files: [...own.values()],
    into: `built-classes-${root.replaceAll(/[^\w]+/g, '-') || 'top'}`,
    others: others.flatMap(([other, one]) => (shares(one) ? [] : [quoteWord(other || '.')])),
  };
}

function findPackage(code: string): string | undefined {
  return /^\s*package\s+([\w.]+)\s*;/m.exec(code)?.[1];
}

/** Where a source's packages begin, and its class with their names. */
function readPlace({ path, code }: Code): { root: string; name: string } {
  const folders = findPackage(code)?.split('.') ?? [];
  const all = path.split('/').slice(0, -1);
  const isBelow = folders.every((one, index) => all.at(index - folders.length) === one);
  const root = isBelow ? all.slice(0, all.length - folders.length) : all;
  return { root: root.join('/'), name: [...folders, getStem(path)].join('.') };
}

/** By the source's name; with its folders where another program has the same. */
function nameOutput(program: Code, files: readonly Code[]): string {
  const stem = getStem(program.path);
  const isTwice = files.some(
    (one) => one.path !== program.path && isProgram(one) && getStem(one.path) === stem,
  );
  return `built-${isTwice ? program.path.replace(/\.\w+$/, '').replaceAll('/', '-') : stem}`;
}
