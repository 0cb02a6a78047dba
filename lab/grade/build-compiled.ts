/** How programs in Rust, C# and Kotlin are built. */

import type { BuiltProgram } from './built-program.ts';
import type { Code } from './find-code.ts';
import { quoteWord } from './quote-word.ts';

const makers: Record<
  'rust' | 'csharp' | 'kotlin',
  (path: string, output: string, beside: string) => Omit<BuiltProgram, 'because'>
> = {
  // rustc finds the modules of a program by itself.
  rust: (path, output) => ({
    command: `./${output}`,
    build: `rustc --edition 2021 -O -o ${output} ${path}`,
    needs: ['rustc'],
  }),
  csharp: (path, output, beside) => ({
    command: `mono ${output}.exe`,
    build: `mcs -out:${output}.exe ${path}${beside}`,
    needs: ['mcs', 'mono'],
  }),
  kotlin: (path, output, beside) => ({
    command: `java -Xmx256m -jar ${output}.jar`,
    build: `kotlinc ${path}${beside} -include-runtime -d ${output}.jar`,
    needs: ['kotlinc', 'java'],
  }),
};

/** `output` is the name that what is made of it gets, `beside` what else it is compiled with. */
export function buildCompiled(
  { path, because }: Code,
  {
    output,
    language,
    beside,
  }: { output: string; language: keyof typeof makers; beside: readonly string[] },
): BuiltProgram {
  const more = beside.map((one) => ` ${quoteWord(one)}`).join('');
  return {
    ...makers[language](quoteWord(path), quoteWord(output), more),
    because: `${path} is ${language} (${because}) and has a main`,
  };
}
