/** How programs are built and started: by a Makefile where it makes them, else by the language. */
import type { SubmittedFile } from '../model/submission.ts';
import type { Code } from './find-code.ts';
import { getStem } from './find-code.ts';
import { isProgram } from './find-roles.ts';
import { quoteWord } from './quote-word.ts';

export interface BuiltProgram {
  /** What starts it, without arguments. */
  command: string;
  /** What makes it; absent where it is run as it is. */
  build?: string;
  /** What must be there. */
  needs: string[];
  because: string;
}

/** How one program is built and started. `files` are all sources of the submission. */
export function findBuild(
  program: Code,
  files: readonly Code[],
  makefile: SubmittedFile | undefined,
): BuiltProgram {
  const { language, path } = program;
  const run = (interpreter: string): BuiltProgram => ({
    command: `${interpreter} ${quoteWord(path)}`,
    needs: [interpreter],
    because: `${path} is ${language} (${program.because})`,
  });
  if (language === 'python3' || language === 'python2' || language === 'node') return run(language);
  const made = makefile && findMade(program, makefile.text);
  if (makefile && made !== undefined && language !== 'java') {
    return {
      command: `./${quoteWord(made)}`,
      build: inFolder(makefile.path, 'make'),
      needs: ['make'],
      because: `${makefile.path} makes ${made}`,
    };
  }
  if (language === 'java') return buildJava(program, files);
  if (language === 'go') {
    const output = `built-${getStem(path)}`;
    return {
      command: `./${quoteWord(output)}`,
      build: `go build -o ${quoteWord(output)} ${quoteWord(path)}`,
      needs: ['go'],
      because: `${path} is Go`,
    };
  }
  return buildC(program, files);
}

function buildC(program: Code, files: readonly Code[]): BuiltProgram {
  const { path, language } = program;
  const helpers = files
    .filter((file) => (file.language === 'c' || file.language === 'cpp') && !isProgram(file))
    .filter(({ language: other }) => other === language)
    .map((file) => file.path);
  const output = `built-${getStem(path)}`;
  const compiler = language === 'c' ? 'cc' : 'c++';
  const words = [path, ...helpers].map(quoteWord).join(' ');
  return {
    command: `./${quoteWord(output)}`,
    build: `${compiler} -O1 -pthread -o ${quoteWord(output)} ${words}`,
    needs: [compiler],
    because: `${path} is ${language === 'c' ? 'C' : 'C++'} and has a main`,
  };
}

function buildJava(program: Code, files: readonly Code[]): BuiltProgram {
  const [, name] = /^\s*package\s+([\w.]+)\s*;/m.exec(program.code) ?? [];
  const stem = getStem(program.path);
  // Which class has the main, where a file holds several.
  const before = program.code.slice(0, program.code.search(/\bvoid\s+main\s*\(/));
  const holder = [...before.matchAll(/^(?:public\s+)?(?:final\s+)?class\s+(\w+)/gm)].at(-1)?.[1];
  const main = name === undefined ? (holder ?? stem) : `${name}.${holder ?? stem}`;
  const folder = program.path.split('/').slice(0, -1).join('/');
  const beside = files.filter(
    ({ language, path }) => language === 'java' && (name !== undefined || path.startsWith(folder)),
  );
  const words = beside.map(({ path }) => quoteWord(path)).join(' ');
  return {
    command: `java -Xmx256m -cp built-classes ${main}`,
    build: `javac -encoding UTF-8 -d built-classes ${words}`,
    needs: ['javac', 'java'],
    because: `${program.path} is Java and has a main`,
  };
}

/** What of a Makefile's products is the program; undefined where none is. */
function findMade(program: Code, makefile: string): string | undefined {
  const rules = [...makefile.matchAll(/^([\w./-]+)\s*:(?!=)([^\n]*)\n((?:\t[^\n]*\n?)*)/gm)];
  const stem = getStem(program.path);
  const file = program.path.split('/').at(-1) ?? program.path;
  for (const [, target = '', needed = '', recipe = ''] of rules) {
    const words = `${needed} ${recipe}`;
    const uses = words.includes(file) || words.includes(`${stem}.o`);
    if (!uses || target.endsWith('.o')) continue;
    const [, output] = /-o\s+(\S+)/.exec(recipe) ?? [];
    if (output !== undefined && !output.includes('$')) return output;
    if (recipe !== '' || target === stem) return target;
  }
  // An implicit rule: `all: server client`.
  const all = rules.find(([, target]) => target === 'all')?.[2]?.split(/\s+/) ?? [];
  return all.includes(stem) ? stem : undefined;
}

function inFolder(file: string, command: string): string {
  const folder = file.split('/').slice(0, -1).join('/');
  return folder === '' ? command : `cd ${quoteWord(folder)} && ${command}`;
}
