/**
 * The table of languages in the docs: what the lab makes of the smallest server of each, and how
 * many of the programs that the tests play are written in it.
 */
import path from 'node:path';
import { firstReceived } from '../../lab/assignments/first-received/assignment.ts';
import { findFunctions } from '../../lab/checkers/source-functions.ts';
import { readCode } from '../../lab/grade/find-code.ts';
import { findSubmission } from '../../lab/grade/find-submission.ts';
import { openSubmission } from '../../lab/grade/open-submission.ts';
import { getTexts } from '../../lab/grade/read-folder.ts';
import { findLanguage } from '../../lab/model/find-language.ts';
import { type LanguageName, sourceLanguages } from '../../lab/model/source-languages.ts';
import { fair, strangers } from '../strangers/table.ts';
import { corpus, findSubmissions } from '../submissions/table.ts';

/** A server that has a comment and below it a function `say`: the smallest that shows all. */
const samples: Record<LanguageName, string> = {
  python: '# Says.\ndef say():\n    pass\ns.bind(("", 12000))\ns.listen(2)\n',
  c: '/* Says. */\nvoid say(void)\n{\n}\nint main(void)\n{\n  listen(s, 2);\n}\n',
  cpp: '// Says.\nvoid say()\n{\n}\nint main()\n{\n  listen(s, 2);\n}\n',
  java: 'class S {\n  // Says.\n  static void say() {\n  }\n  public static void main(String[] a) {\n    new ServerSocket(12000);\n  }\n}\n',
  go: 'package main\n// Says.\nfunc say() {\n}\nfunc main() {\n  net.Listen("tcp", ":12000")\n}\n',
  node: '// Says.\nfunction say() {\n}\nnet.createServer(say).listen(12000);\n',
  typescript: '// Says.\nfunction say(): void {\n}\nnet.createServer(say).listen(12000);\n',
  perl: '# Says.\nsub say {\n}\nIO::Socket::INET->new(LocalPort => 12000, Listen => 2);\n',
  ruby: '# Says.\ndef say\nend\nTCPServer.new(12000)\n',
  php: '<?php\n// Says.\nfunction say() {\n}\nstream_socket_server("tcp://0.0.0.0:12000");\n',
  tcl: '# Says.\nproc say {} {\n}\nsocket -server say 12000\n',
  shell: '#!/bin/sh\n# Says.\nsay() {\n  :\n}\nnc -l 12000\n',
  lua: '-- Says.\nfunction say()\nend\nsocket.bind("*", 12000)\n',
  rust: '// Says.\nfn say() {\n}\nfn main() {\n  TcpListener::bind("0.0.0.0:12000");\n}\n',
  csharp:
    'class S {\n  // Says.\n  static void say() {\n  }\n  static void Main() {\n    new TcpListener(12000);\n  }\n}\n',
  kotlin: '// Says.\nfun say() {\n}\nfun main() {\n  ServerSocket(12000)\n}\n',
  swift: '// Says.\nfunc say() {\n}\nlisten(s, 2)\n',
  scala: '// Says.\ndef say() =\n  1\nval s = ServerSocket(12000)\n',
  elixir: '# Says.\ndef say do\nend\n:gen_tcp.listen(12000, [])\n',
  haskell: '-- Says.\nsay :: IO ()\nsay = listen s 2\n',
};

type Counts = Partial<Record<LanguageName, number>>;

export interface LanguageRow {
  title: string;
  /** Endings of files, and interpreters of first lines. */
  found: string;
  /** The command that builds it; empty where none is needed. */
  built: string;
  /** The command that runs it; undefined where the lab does not run it. */
  played?: string;
  comments: boolean;
  functions: boolean;
  /** How many of the lab's own corpus, and of strangers' hand-ins, have a program of it. */
  submissions: number;
  strangers: number;
}

/** What the lab makes of each language's sample, in the order of the code. */
export async function listLanguages(): Promise<LanguageRow[]> {
  const own = await countLanguages(corpus, findSubmissions());
  const theirs = await countLanguages(strangers, Object.keys(fair));
  const names = Object.keys(sourceLanguages) as LanguageName[];
  return names.map((name) => {
    const { title, endings, shebangs } = sourceLanguages[name];
    const file = { path: `server.${endings[0]}`, text: samples[name] };
    const sample = { ...file, isExecutable: false };
    const { submission } = findSubmission([sample], firstReceived);
    const says = findFunctions(file).find((one) => one.name === 'say');
    return {
      title,
      found: [...endings.map((one) => `.${one}`), ...shebangs.map((one) => `#!${one}`)].join(' '),
      built: submission.build ?? '',
      ...(submission.server !== undefined && { played: submission.server }),
      comments: says?.documented === true && !readCode(sample)?.code.includes('Says'),
      functions: says !== undefined,
      submissions: own[name] ?? 0,
      strangers: theirs[name] ?? 0,
    };
  });
}

/** How many submissions have a program of each language, of those files that are taken. */
async function countLanguages(folder: string, names: readonly string[]): Promise<Counts> {
  const counts: Counts = {};
  for (const name of names) {
    const { files, conclusion } = await openSubmission(path.join(folder, name), firstReceived);
    const paths = Object.values(conclusion.sources).flat();
    const played = getTexts(files).filter((file) => paths.includes(file.path));
    for (const language of new Set(played.map(findLanguage))) {
      if (language !== undefined) counts[language] = (counts[language] ?? 0) + 1;
    }
  }
  return counts;
}

/** The cells of the table, as the docs have it. */
export async function renderLanguages(): Promise<string[][]> {
  return (await listLanguages()).map((one) => [
    one.title,
    one.found.replace(/\S+/g, '`$&`'),
    one.built === '' ? '' : `\`${one.built}\``,
    one.played === undefined ? 'not run' : `\`${one.played}\``,
    one.comments ? 'yes' : 'no',
    one.functions ? 'yes' : 'no',
    `${one.submissions}`,
    `${one.strangers}`,
  ]);
}
