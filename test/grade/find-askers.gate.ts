/** Functions that ask with the words that they are told: each of their calls is a question. */
import t from 'tap';
import { firstReceived } from '../../lab/assignments/first-received/assignment.ts';
import { readCode } from '../../lab/grade/find-code.ts';
import { findTyping } from '../../lab/grade/find-typed.ts';

const sources: readonly [what: string, path: string, text: string, lines: readonly string[]][] = [
  [
    'Python, by a format',
    'c.py',
    `import socket
def ask(what, default):
    answer = input('%s [%s]? ' % (what, default)).strip()
    return answer or default

host = ask('which host', 'localhost')
port = int(ask('which port', '12000'))
message = ask('your message', '')
`,
    ['{host}', '{port}', '{message}'],
  ],
  [
    'Python, without parameters: one question',
    'c.py',
    `def read_message():
    return input('Message: ')
m = read_message()
`,
    ['{message}'],
  ],
  [
    'C, by printf and fgets',
    'c.c',
    `static void ask(const char *what, char *line) {
  printf("%s: ", what);
  fgets(line, 80, stdin);
}
int main(void) {
  char host[80], port[80], text[80];
  ask("Server IP address", host);
  ask("Port", port);
  ask("Message", text);
}
`,
    ['{host}', '{port}', '{message}'],
  ],
  [
    'Java, by a Scanner',
    'C.java',
    `class C {
  static Scanner in = new Scanner(System.in);
  static String ask(String what) {
    System.out.print(what);
    return in.nextLine();
  }
  public static void main(String[] args) {
    String host = ask("Host name: ");
    String text = ask("Say: ");
  }
}
`,
    ['{host}', '{message}'],
  ],
];

for (const [what, path, text, lines] of sources) {
  t.test(what, async (t) => {
    const code = readCode({ path, text, isExecutable: false });
    if (!code) throw new Error('it is a source');
    t.same(findTyping(code, firstReceived)?.lines, lines);
  });
}
