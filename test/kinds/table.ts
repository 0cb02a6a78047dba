/**
 * Kinds of what people hand in that a grader is prone to misjudge: one row each, with the rule by
 * which the lab treats it. `lab/grade/docs/kinds.md` is made from it; each row has a test in this
 * folder (show-kind.ts), and kinds.gate.ts sees that none is without.
 */

export interface Kind {
  title: string;
  /** What people hand in. */
  handIn: string;
  /** What the lab makes of it, and what it does not excuse. */
  rule: string;
  /** Whether a play shows it, or the source says it; observed first where it is both. */
  seen: 'observed' | 'read in the source' | 'observed, then the source';
  /** Where the rule is, from lab/. */
  code: string;
}

export const kinds = {
  K1: {
    title: 'greeting',
    handIn: 'a server that greets, or asks, each client before that has spoken',
    rule: 'pass, for a person to see, unless the words state an order or a message',
    seen: 'observed',
    code: 'checkers/client-spoke-first.ts',
  },
  K2: {
    title: 'doubled letter',
    handIn: 'programs that add the letter: what is typed as "X: Alice" becomes "X: X: Alice"',
    rule: 'the name alone is typed from then on; a message that has one letter is typed as it is',
    seen: 'observed',
    code: 'grade/revise-keyboard.ts',
  },
  K3: {
    title: 'address',
    handIn: 'programs for another network, or for one machine',
    rule: 'whatever a client connects to on the server’s port means the server; no other port does',
    seen: 'read in the source',
    code: 'grade/adapt.ts',
  },
  K4: {
    title: 'Python 2',
    handIn: 'Python that this machine’s Python does not take any more',
    rule: 'run by a Python that takes it, else `unsupported`; what no Python takes fails',
    seen: 'observed, then the source',
    code: 'grade/find-old-python.ts',
  },
  K5: {
    title: 'never starts',
    handIn: 'a program that ends by itself before it listens or connects',
    rule: 'what it should have shown fails, unless its last words blame arguments or the machine',
    seen: 'observed',
    code: 'model/never-ran.ts',
  },
  K6: {
    title: 'our clients’ dialect',
    handIn: 'a server that understands only what its own clients say, byte by byte',
    rule: 'our clients say the bytes that its own said, up to the message and no further',
    seen: 'observed',
    code: 'grade/learn.ts',
  },
  K7: {
    title: 'role argument',
    handIn: 'a client that is told on its command line which one it is, in words of its own',
    rule: 'it gets the word that its source compares with; a word of no role is given to nobody',
    seen: 'read in the source',
    code: 'grade/find-choices.ts',
  },
  K8: {
    title: 'order without a crossing',
    handIn: 'a server that accepts and reads in turn, right while clients send as they connect',
    rule: 'the order counts where it was decided against the order of connections; an accept that comes late by itself excuses nothing',
    seen: 'observed',
    code: 'assignments/first-received/checkers/order-follows-wire.ts',
  },
  K9: {
    title: 'documentation',
    handIn: 'comments in other places: strings above functions, steps, behind a line',
    rule: 'each counts, by functions or by lines; code that was put out and rulers do not',
    seen: 'read in the source',
    code: 'checkers/well-documented.ts',
  },
  K10: {
    title: 'why threads',
    handIn: 'the reason in a short sentence, below imports and credits',
    rule: 'a sentence with threads and a reason is enough; the copied task alone is not',
    seen: 'read in the source',
    code: 'checkers/explains-threads.ts',
  },
  K11: {
    title: 'what is printed',
    handIn: 'texts printed in capitals, in quotes, as bytes, or send by send',
    rule: 'they count; who or what left out does not',
    seen: 'observed',
    code: 'assignments/first-received/checkers/printed-all.ts',
  },
  K12: {
    title: 'several programs in one folder',
    handIn: 'the assignment beside its extra credit, or beside older versions',
    rule: 'one group is taken, by folder and name; one side is never mixed with another group’s',
    seen: 'read in the source',
    code: 'grade/find-groups.ts',
  },
  K13: {
    title: 'wording',
    handIn: 'the order in words of their own',
    rule: '“first”, “after” and numbers bind to their names; questions and negations state nothing',
    seen: 'observed',
    code: 'assignments/first-received/evidence/statement.ts',
  },
  K14: {
    title: 'quiet for long',
    handIn: 'a server that sleeps before its answer',
    rule: 'played once more with more time; not again, and not where no message came, or all were relayed',
    seen: 'observed',
    code: 'grade/revise.ts',
  },
  K15: {
    title: 'chat',
    handIn: 'programs that go on as a chat after the answer',
    rule: 'the chat is played where all stay connected; the first line counts for the order',
    seen: 'observed',
    code: 'grade/learn.ts',
  },
  K16: {
    title: 'languages',
    handIn: 'programs in any language, with or without an ending to their names',
    rule: 'run by its compiler, interpreter or first line; a text in comments runs nothing',
    seen: 'read in the source',
    code: 'grade/dialects.ts',
  },
  K17: {
    title: 'server at its keyboard',
    handIn: 'a server that asks for a port, an address or a number of clients before it listens',
    rule: 'it is answered; what is no question of that kind is left alone',
    seen: 'observed, then the source',
    code: 'grade/revise-keyboard.ts',
  },
  K18: {
    title: 'files in its folder',
    handIn: 'a program that writes a log beside its source',
    rule: 'each program gets a copy of the folder to write in; nothing else is opened to it',
    seen: 'observed, then the source',
    code: 'grade/revise.ts',
  },
  K19: {
    title: 'frames',
    handIn: 'messages in JSON, behind a length, or before a sign that ends them',
    rule: 'the text is read out of its frame; numbers and signs that a person wrote stay',
    seen: 'observed',
    code: 'model/frames.ts',
  },
  K20: {
    title: 'fields',
    handIn: 'messages as letter and name with a sign between: `X|Alice`',
    rule: 'read as “X: Alice”, if the letter is the client’s own',
    seen: 'observed',
    code: 'model/frames.ts',
  },
  K21: {
    title: 'numbers as arguments',
    handIn: 'a port, a number of clients and a delay on one command line',
    rule: 'told apart by their names; a lone number is a port',
    seen: 'observed, then the source',
    code: 'grade/find-arguments.ts',
  },
  K22: {
    title: 'menus',
    handIn: 'clients that show a menu and ask for a choice before the message',
    rule: 'the first entry is chosen; a prompt for words is no menu',
    seen: 'observed, then the source',
    code: 'grade/find-typed.ts',
  },
  K23: {
    title: 'tools in homes',
    handIn: 'a language whose compiler is in a home: rustup, nvm, sdkman',
    rule: 'it is shown to the sandbox if it starts there; a stub is none',
    seen: 'observed',
    code: 'grade/find-tools.ts',
  },
  K24: {
    title: 'question over the wire',
    handIn: 'a server that asks each client over its connection before the message: NICK',
    rule: 'our clients wait for the question and answer it as its own did',
    seen: 'observed',
    code: 'grade/learn.ts',
  },
  K25: {
    title: 'fails with our clients only',
    handIn: 'a server that passes each play with its own clients and fails one with ours',
    rule: 'open, for a person, if its own plays of that scenario passed; else a fail',
    seen: 'observed',
    code: 'model/settle-strangers.ts',
  },
  K26: {
    title: 'how it is started',
    handIn: 'words on how a program is started: in a README, at its top, in what it prints',
    rule: 'they say its arguments before the source does; a sentence ends them',
    seen: 'observed, then the source',
    code: 'grade/find-command-lines.ts',
  },
  K27: {
    title: 'words of a protocol',
    handIn: 'a word or a letter before all messages: "MSG Alice", "X Alice", "XAlice"',
    rule: 'it is no part of the message; a word that one of them has alone is',
    seen: 'observed',
    code: 'model/frames.ts',
  },
  K28: {
    title: 'another port than the server’s',
    handIn: 'clients that ask for a port of their own, and a server that is told its port',
    rule: 'the server is given the clients’ port; a server with a port of its own keeps it',
    seen: 'observed',
    code: 'grade/revise.ts',
  },
  K29: {
    title: 'quoted by the answer only',
    handIn: 'a client, or a server, that prints the answer and never the message itself',
    rule: 'the message is not printed by that; beside the answer, in its line too, it is',
    seen: 'observed',
    code: 'assignments/first-received/checkers/printed-all.ts',
  },
  K30: {
    title: 'silent by chance',
    handIn: 'a client that waits for a time of its own, or draws one, before it speaks',
    rule: 'silence in one play says nothing where it spoke in another; in all plays it fails',
    seen: 'observed',
    code: 'model/settle-chance.ts',
  },
  K31: {
    title: 'script that starts them',
    handIn: 'a script that sets variables and starts the program that its argument names',
    rule: 'the programs are started by it; one that sets nothing is left aside',
    seen: 'read in the source',
    code: 'grade/find-starters.ts',
  },
  K32: {
    title: 'edited from host to host',
    handIn:
      'one client with its letter as a constant, which is changed before it runs on the next host',
    rule: 'each client plays a copy with its own letter, and its own name where that of another stands',
    seen: 'read in the source',
    code: 'grade/edit-constants.ts',
  },
  K33: {
    title: 'menu of what to be',
    handIn: 'one program that asks what it should be: "1 - server", "2 - client X"',
    rule: 'each role types the entry that names it; a menu of other things gets its first',
    seen: 'read in the source',
    code: 'grade/find-typed.ts',
  },
  K34: {
    title: 'program in parts',
    handIn:
      'a main that only picks what to be; server and client stand in files that it is compiled with',
    rule: 'one program plays all roles, built of all its parts; its ports and arguments are read in all',
    seen: 'read in the source',
    code: 'grade/find-whole-program.ts',
  },
  K35: {
    title: 'headers in a folder of their own',
    handIn: 'C or C++ that includes by a name alone what stands in include/ or common/',
    rule: 'that folder is given to the compiler; one beside the source needs nothing',
    seen: 'read in the source',
    code: 'grade/find-build.ts',
  },
  K36: {
    title: 'started by a tool',
    handIn:
      'notes with `cargo run`, `go run`, `java -jar` or `mono`, whatever the program is called',
    rule: 'their words are its arguments; a line that names the other side says nothing',
    seen: 'read in the source',
    code: 'grade/find-command-lines.ts',
  },
  K37: {
    title: 'several answers in one text',
    handIn: 'a server that sends its answer twice over one connection, or its own name as a field',
    rule: 'who prints the answer once has printed it; signs around the name of the server are free',
    seen: 'observed',
    code: 'assignments/first-received/evidence/printed-text.ts',
  },
  K38: {
    title: 'imported by the name of its folder',
    handIn: 'Python that imports by a name which only a folder above the program has',
    rule: 'it is started from there, as a module; what stands beside the program is found as before',
    seen: 'read in the source',
    code: 'grade/find-build.ts',
  },
  K39: {
    title: 'chat of one direction',
    handIn: 'a chat in which one client talks and the other only listens',
    rule: 'who sends nothing of what is typed has no chat; one line that was sent is one',
    seen: 'observed',
    code: 'assignments/first-received/evidence/unsent.ts',
  },
  K40: {
    title: 'extra credit behind a switch',
    handIn: 'programs that chat only with an option, a word or a variable, such as `--chat`',
    rule: 'they are played without it for the task, and with it for the extra credit',
    seen: 'read in the source',
    code: 'grade/find-switch.ts',
  },
} as const satisfies Record<string, Kind>;

export type KindName = keyof typeof kinds;
