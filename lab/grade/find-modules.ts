/**
 * Which packages of others the programs import that run without a build: what this machine lacks of
 * them makes a submission `unsupported`. A module that the submission should have
 * brought itself is its own fault, and shows when it is played.
 */
import path from 'node:path';
import { type Conclusion, listRoles, type SubmittedFile } from '../model/submission.ts';
import type { Dialect } from './dialect.ts';
import { getDialect } from './dialects.ts';
import { type Code, readCode } from './find-code.ts';
import { quoteWord } from './quote-word.ts';

/** What one interpreter is asked for. */
export interface WantedModules {
  /** Prints each of `names` that it cannot import, one a line. */
  command: string;
  /** As people call them: `Python package`. */
  what: string;
  names: string[];
}

/** What to ask before anything is played; pure. */
export function findWantedModules(
  { submission, sources }: Conclusion,
  files: readonly SubmittedFile[],
): WantedModules[] {
  const wanted = new Map<string, { code: Code; name: string }[]>();
  for (const role of listRoles({ sources })) {
    const [, interpreter] =
      /^\s*(?:exec\s+)?(python3[\d.]*|python|node)\s/.exec(submission[role] ?? '') ?? [];
    if (interpreter === undefined) continue;
    for (const file of files.filter((one) => sources[role]?.includes(one.path))) {
      const code = readCode(file);
      if (code === undefined) continue;
      const names =
        code.language === 'node' ? getNodeImports(code, files) : getPythonImports(code, files);
      const all = wanted.get(interpreter) ?? [];
      wanted.set(interpreter, [...all, ...names.map((name) => ({ code, name }))]);
    }
  }
  const others = findOtherModules({ submission, sources }, files);
  const usual = [...wanted].flatMap(([interpreter, found]): WantedModules[] => {
    const names = [...new Set(found.map(({ name }) => name))];
    if (names.length === 0) return [];
    const isNode = interpreter === 'node';
    const [flag, script] = isNode ? ['-e', nodeProbe] : ['-c', pythonProbe];
    const words = [interpreter, flag, script, ...names].map(quoteWord);
    return [{ command: words.join(' '), what: isNode ? 'npm package' : 'Python package', names }];
  });
  return [...usual, ...others];
}

/** The same for languages of dialects.ts: what is not among the submission's own files. */
function findOtherModules(
  { submission, sources }: Pick<Conclusion, 'submission' | 'sources'>,
  files: readonly SubmittedFile[],
): WantedModules[] {
  const wanted = new Map<NonNullable<Dialect['modules']>, Set<string>>();
  const roles = listRoles({ sources }).filter((role) => submission[role] !== undefined);
  const paths = new Set(roles.flatMap((role) => sources[role] ?? []));
  for (const code of files.filter((one) => paths.has(one.path)).flatMap((f) => readCode(f) ?? [])) {
    const modules = getDialect(code.language)?.modules;
    if (modules === undefined) continue;
    const names = wanted.get(modules) ?? new Set();
    for (const match of code.code.matchAll(modules.names)) {
      const name = match.slice(1).findLast((one) => one !== undefined) ?? '';
      const last = name.split(/::|[./]/).at(-1);
      const isHere = files.some(({ path: file }) => path.posix.parse(file).name === last);
      if (!isHere) names.add(name);
    }
    wanted.set(modules, names);
  }
  return [...wanted].flatMap(([{ what, probe }, names]) => {
    return names.size === 0 ? [] : [{ command: probe([...names]), what, names: [...names] }];
  });
}

const pythonProbe = `import importlib.util, sys
for name in sys.argv[1:]:
    if importlib.util.find_spec(name) is None:
        print(name)`;

const nodeProbe = `const { createRequire, isBuiltin } = require('node:module');
const from = createRequire(process.cwd() + '/submission.js');
for (const name of process.argv.slice(1)) {
  if (isBuiltin(name)) continue;
  try { from.resolve(name); } catch (error) { if (/NOT_FOUND/.test(error.code)) console.log(name); }
}`;

/** Imports that always run (none within `try`, a function or an `if`), and are of others. */
function getPythonImports({ code }: Code, files: readonly SubmittedFile[]): string[] {
  const lines = code.matchAll(
    /^(?:import[ \t]+([\w., \t]+)|from[ \t]+(\w+)[\w.]*[ \t]+import\b)/gm,
  );
  const names = [...lines].flatMap(([, list, from]) => {
    if (from !== undefined) return from;
    return (list ?? '').split(',').flatMap((one) => /^\s*(\w+)/.exec(one)?.[1] ?? []);
  });
  const said = files.filter(({ path: name }) => manifest.test(name)).map(({ text }) => text);
  return names.filter((name) => {
    const isHere = files.some(({ path: file }) => {
      return path.posix.basename(file) === `${name}.py` || `/${file}`.includes(`/${name}/`);
    });
    const isSaid = said.some((text) => new RegExp(`(?<![\\w-])${name}(?![\\w-])`, 'i').test(text));
    return !isHere && (isSaid || othersPython.has(name));
  });
}

/** Where a submission of Python says what it needs. */
const manifest =
  /(?:^|\/)(?:requirements[\w.-]*\.txt|pyproject\.toml|setup\.(?:py|cfg)|Pipfile|environment\.ya?ml)$/;

/**
 * Names under which packages of others are imported, and modules that some versions of Python 3 and
 * some systems have. Any other name that is missing is taken for a file of the submission's own.
 */
const othersPython = new Set(
  (
    'aiohttp aiofiles anyio attr bitstring blessed bs4 cbor2 click colorama colorlog colored crc ' +
    'Crypto cryptography curio customtkinter Cython dateutil django docopt dotenv emoji fastapi flask ' +
    'gevent google grpc h5py httpx inquirer jsonschema jwt kivy loguru lxml matplotlib msgpack ' +
    'mypy_extensions nacl netaddr netifaces networkx nltk numba numpy openpyxl orjson pandas paramiko ' +
    'pexpect PIL pika playsound plotly prettytable prompt_toolkit psutil psycopg2 pyaudio pydantic ' +
    'pygame pymongo pynput PyQt5 PyQt6 PySide6 pyfiglet pymysql pytest pytz questionary readchar redis ' +
    'regex requests rich ruamel scapy scipy seaborn serial setproctitle simplejson six sklearn ' +
    'sortedcontainers sqlalchemy starlette sympy tabulate tenacity termcolor textual toml torch ' +
    'tornado tqdm trio twisted typer typing_extensions ujson urllib3 uvicorn uvloop watchdog websocket ' +
    'websockets win32api win32con win32file yaml zmq ' +
    // Only on Windows.
    'msvcrt winreg winsound ' +
    // Came or went within Python 3 (docs.python.org, "What's New").
    'aifc asynchat asyncore audioop cgi cgitb compression crypt distutils graphlib imghdr imp mailcap ' +
    'nntplib pipes smtpd sndhdr spwd telnetlib tkinter tomllib uu xdrlib zoneinfo'
  ).split(' '),
);

/** What is no path and not the submission's own; what `try` guards may be missing. */
function getNodeImports({ code }: Code, files: readonly SubmittedFile[]): string[] {
  const guarded = code.replace(/\btry\s*\{[^}]*\}/g, '');
  const found = guarded.matchAll(
    /\brequire\(\s*(["'`])([^"'`\n]+)\1\s*\)|^\s*(?:import|export)\b[^;"'`]*?(["'])([^"'\n]+)\3/gm,
  );
  const names = [...found].map(([, , required, , imported]) => required ?? imported ?? '');
  return names.filter((name) => {
    if (!/^(?:@[\w.-]+\/)?[\w-][\w./-]*$/.test(name)) return false;
    return !files.some(({ path: file }) =>
      [name, `${name}.js`].includes(path.posix.basename(file)),
    );
  });
}
