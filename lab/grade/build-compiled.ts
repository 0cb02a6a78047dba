/** How programs in Rust, C# and Kotlin are built, each source with its own compiler. */

import type { BuiltProgram } from './built-program.ts';
import type { Code } from './find-code.ts';
import { quoteWord } from './quote-word.ts';

const makers: Record<
  'rust' | 'csharp' | 'kotlin',
  (path: string, output: string) => Omit<BuiltProgram, 'because'>
> = {
  // rustc finds the modules of a program by itself.
  rust: (path, output) => ({
    command: `./${output}`,
    build: `rustc --edition 2021 -O -o ${output} ${path}`,
    needs: ['rustc'],
  }),
  csharp: (path, output) => ({
    command: `mono ${output}.exe`,
    build: `mcs -out:${output}.exe ${path}`,
    needs: ['mcs', 'mono'],
  }),
  kotlin: (path, output) => ({
    command: `java -Xmx256m -jar ${output}.jar`,
    build: `kotlinc ${path} -include-runtime -d ${output}.jar`,
    needs: ['kotlinc', 'java'],
  }),
};

/** A program of one source file; `output` is the name that what is made of it gets. */
export function buildCompiled(
  { path, because }: Code,
  { output, language }: { output: string; language: keyof typeof makers },
): BuiltProgram {
  return {
    ...makers[language](quoteWord(path), quoteWord(output)),
    because: `${path} is ${language} (${because}) and has a main`,
  };
}
