/**
 * A second try for C and C++ that an older compiler takes and this one refuses. gcc 14 made errors
 * of what gcc 13 and all before it warned of; `-fpermissive` is its documented way back
 * (gcc.gnu.org/gcc-14/porting_to.html). clang 15 and 16 did the same by single warnings. gcc 15
 * takes C for C23. libstdc++ includes fewer headers from release to release. What no compiler takes
 * fails in the second try, too, as does a function that nobody defines: that one is not linked.
 */
import { joinWords } from '../model/wording.ts';

export interface SecondTry {
  /** What was added: `-fpermissive`. */
  flags: string;
  /** The first error of the first try that led to this. */
  because: string;
  /** A shell command that builds as `build` does, with the flags given to each compiler. */
  command: string;
}

/** What gcc 14 refuses and `-fpermissive` takes; a student's own `-Werror` is no such thing. */
const permitted =
  /\[-W(?:implicit-function-declaration|implicit-int|int-conversion|incompatible-(?:function-)?pointer-types(?:-discards-qualifiers)?|return-mismatch|return-type|declaration-missing-parameter-type)\]/;

/** C until C23: `bool` as a name, functions without prototypes (gcc-15/porting_to.html). */
const untilC23 =
  /too many arguments to function|conflicting types for|cannot use keyword|'?bool'? cannot be defined|expected identifier or .* before '?(?:true|false|bool|nullptr)/;

/** What misses a header of C++ that another one included before. */
const withoutHeader =
  /does not name a type|is not a member of .?std|was not declared in this scope|incomplete type|no template named/;

const dialect = '-std=gnu17 -fpermissive';
const ofClang = [
  ...['implicit-function-declaration', 'implicit-int', 'int-conversion', 'return-type'],
  ...['incompatible-pointer-types', 'incompatible-function-pointer-types'],
].map((name) => `-Wno-error=${name}`);
/** Those that other headers included until gcc 11 to 14 (their porting_to.html). */
const headers = [
  ...['algorithm', 'array', 'atomic', 'cstdint', 'iterator', 'limits', 'memory', 'stdexcept'],
  ...['thread', 'utility'],
];
const ofCpp = headers.map((name) => `-include ${name}`).join(' ');

/** Undefined where nothing that was printed gives hope. `output` is of the first try. Pure. */
export function planSecondTry(build: string, output: string): SecondTry | undefined {
  const errors = output.split('\n').filter((line) => /\berror: /.test(line));
  const inC = errors.find(
    (line) => isOfC(line) && (permitted.test(line) || untilC23.test(plain(line))),
  );
  const inCpp = errors.find((line) => !isOfC(line) && withoutHeader.test(line));
  const because = inC ?? inCpp;
  if (because === undefined) return undefined;
  const flags = inC === undefined ? `-include ${joinWords(headers)}` : '-fpermissive';
  return { flags, because: because.trim(), command: `${wrapCompilers}\n${build}` };
}

function isOfC(line: string): boolean {
  return /^[^:\s][^:]*\.[ch]:\d+/.test(line);
}

/** gcc quotes as the locale does. */
function plain(line: string): string {
  return line.replace(/[‘’`]/g, "'");
}

/**
 * Puts a script of the same name before each compiler of the PATH, so that Makefiles and scripts of
 * the submission find it. A source of C++ given to gcc is compiled as C++.
 */
const wrapCompilers = `lab_dir=$(mktemp -d) || exit 1
trap 'rm -rf "$lab_dir"' EXIT
for lab_real in $(IFS=:; for each in $PATH; do
  ls -d "$each"/cc "$each"/*gcc "$each"/*gcc-[0-9]* "$each"/clang "$each"/clang-[0-9]* \\
    "$each"/c++ "$each"/*g++ "$each"/*g++-[0-9]* "$each"/clang++* 2>/dev/null
done); do
  lab_name=$(basename "$lab_real"); lab_cpp='${ofCpp}'
  case $lab_name in c89-*|c99-*) continue;; esac
  [ -e "$lab_dir/$lab_name" ] && continue
  case $("$lab_real" --version 2>/dev/null) in
    *clang*) lab_c='-std=gnu17 ${ofClang.join(' ')}';;
    *) lab_c='${dialect}';;
  esac
  case $lab_name in *++*) lab_c=$lab_cpp;; esac
  cat >"$lab_dir/$lab_name" <<END
#!/bin/sh
for word do
  case \\$word in *.cpp|*.cc|*.cxx|*.C) exec "$lab_real" $lab_cpp "\\$@";; esac
done
exec "$lab_real" $lab_c "\\$@"
END
  chmod +x "$lab_dir/$lab_name"
done
PATH=$lab_dir:$PATH; export PATH`;
