/** How programs in C, Java and Go are built and started: what Makefiles make, wherever they lie. */
import t from 'tap';
import { firstReceived } from '../../lab/assignments/first-received/assignment.ts';
import { findSubmission } from '../../lab/grade/find-submission.ts';
import { readMakefile } from '../../lab/grade/read-makefile.ts';

const server = 'int main(){ bind(s); listen(s, 2); }';
const client = 'int main(){ connect(s, &a, n); }';

function find(texts: Readonly<Record<string, string>>) {
  const files = Object.entries(texts).map(([path, text]) => ({ path, text, isExecutable: false }));
  const { submission, reasons } = findSubmission(files, firstReceived);
  const { build, server, X, Y } = submission;
  return { got: [build, server, X, Y], reasons };
}

function made(texts: Readonly<Record<string, string>>) {
  return find(texts).got;
}

const flat = { 'server.c': server, 'client.c': client };

t.test('each program is the output of the command that names its source', (t) => {
  const forms: [string, string[]][] = [
    [
      'all:\n\tgcc -o server server.c -lpthread\n\tgcc -o client client.c\n',
      ['make', './server', './client'],
    ],
    [
      'all:\n\tmkdir -p bin\n\tgcc server.c -obin/server\n\tgcc client.c -o bin/client\n',
      ['make', './bin/server', './bin/client'],
    ],
    [
      'all:\n\tgcc -o bin/server server.c\n\tgcc -o bin/client client.c\n',
      ['mkdir -p bin && make', './bin/server', './bin/client'],
    ],
    ['all: ; gcc -o s server.c && gcc -o c client.c\n', ['make', './s', './c']],
    [
      'all:\n\tgcc -c server.c client.c\n\tgcc -o s server.o\n\tgcc -o c client.o\n',
      ['make', './s', './c'],
    ],
    [
      'CC = gcc\nOUT=out\nall: $(OUT)/s $(OUT)/c\n' +
        '$(OUT)/s: server.c\n\t@mkdir -p $(@D)\n\t$(CC) $(CFLAGS) -o $@ $<\n' +
        '$(OUT)/c: client.o\n\t$(CC) \\\n\t  $^ -o $@\n',
      ['make', './out/s', './out/c'],
    ],
    ['PROGS := server client\nall: $(PROGS)\n', ['make', './server', './client']],
    [
      'all: bin/server bin/client\nbin/%: %.c\n\tmkdir -p bin\n\tcc -o $@ $<\n',
      ['make', './bin/server', './bin/client'],
    ],
  ];
  for (const [Makefile, [build, one, other]] of forms) {
    t.same(made({ ...flat, Makefile }), [build, one, other, other], Makefile);
  }
  t.end();
});

t.test('what plain make leaves out is asked for by name', (t) => {
  const Makefile = 'server: server.c\n\tcc -o $@ $<\nclient: client.c\n\tcc -o $@ $<\n';
  t.same(made({ ...flat, Makefile }), ['make && make client', './server', './client', './client']);
  t.end();
});

t.test('server and client are never one binary where their sources differ', (t) => {
  const Makefile = 'all:\n\tgcc server.c\n\tgcc client.c\n';
  const { got, reasons } = find({ ...flat, Makefile });
  t.same(got.slice(1), ['./built-server', './built-client', './built-client']);
  t.ok(reasons.some(({ because }) => because.includes('each is built by itself')));
  const mains = { 'server/main.c': server, 'client/main.c': client };
  t.same(made(mains).slice(1, 3), ['./built-server-main', './built-client-main']);
  t.end();
});

t.test('Makefiles are run in their folders, and what they make is run from there', (t) => {
  const both = 'all:\n\tgcc -o server server.c\n\tgcc -o client client.c\n';
  t.same(
    made({ 'README.md': '', 'src/Makefile': both, 'src/server.c': server, 'src/client.c': client }),
    ['make -C src', './src/server', './src/client', './src/client'],
  );
  const two = {
    'server/Makefile': 'server: server.c\n\tgcc -o server server.c\n',
    'server/server.c': server,
    'client/Makefile': 'client: client.c\n\tgcc -o client client.c\n',
    'client/client.c': client,
  };
  const apart = ['make -C server && make -C client', './server/server', './client/client'];
  t.same(made(two).slice(0, 3), apart);
  const onTop = 'all: server client\nserver:\n\t$(MAKE) -C server\nclient:\n\tcd client && make\n';
  t.same(made({ ...two, Makefile: onTop }).slice(0, 3), apart);
  const fromTop =
    'all:\n\tgcc -o server/server server/server.c\n\tcd client && gcc -o client client.c\n';
  t.same(
    made({ 'server/server.c': server, 'client/client.c': client, Makefile: fromTop }).slice(0, 3),
    ['make', './server/server', './client/client'],
  );
  const up = 'all:\n\tgcc -o ../server server.c\n\tgcc -o ../client client.c\n';
  t.same(
    made({ 'src/server.c': server, 'src/client.c': client, 'src/Makefile': up, a: '' }).slice(0, 3),
    ['make -C src', './server', './client'],
  );
  t.end();
});

t.test('a Makefile that grows without end is read all the same', (t) => {
  const lines = Array.from({ length: 40 }, (_, n) => `V${n + 1} = $(V${n})$(V${n})$(V${n})`);
  const text = `V0 = ${'a'.repeat(900)}\n${lines.join('\n')}\nall: $(V40)\n\techo $(V40)\n`;
  t.equal(readMakefile({ path: 'Makefile', text, isExecutable: false }).products.length, 0);
  t.end();
});

const java = (name: string, body: string) =>
  `${name}\nclass Main { void main(String[] a) { ${body} } }`;
const listens = 'new ServerSocket(12000);';
const connects = 'new Socket("10.0.0.1", 12000);';

t.test('two projects of Java with one class are compiled apart', async (t) => {
  const main = (folder: string) => `java -Xmx256m -cp built-classes-${folder}-src`;
  const compile = (folder: string, words: string) =>
    `javac -encoding UTF-8 -d built-classes-${folder}-src ${words}`;
  const bare = {
    'Server/src/Main.java': java('', listens),
    'Client/src/Main.java': java('', connects),
  };
  const [build, server, X] = made(bare);
  const both = [
    compile('Server', 'Server/src/Main.java'),
    compile('Client', 'Client/src/Main.java'),
  ];
  t.equal(build, both.join(' && '), 'in no package');
  t.same([server, X], [`${main('Server')} Main`, `${main('Client')} Main`]);
  const packed = {
    'Server/src/pa/Main.java': java('package pa;', listens),
    'Client/src/pa/Main.java': java('package pa;', connects),
    'Client/src/module-info.java': 'module client {}',
  };
  t.equal(made(packed)[1], `${main('Server')} pa.Main`, 'in one package');
  t.notMatch(made(packed)[0], 'module-info', 'a module is a plain program, too');
  const shared = { 'common/src/pa/Words.java': 'package pa; class Words {}', ...packed };
  t.match(made(shared)[0], '-sourcepath common/src Server/src/pa/Main.java', 'what both use');
  const modules = {
    's/module-info.java': 'module s {}',
    's/one/S.java': java('package one;', listens).replace('Main', 'S'),
    'c/module-info.java': 'module c {}',
    'c/two/C.java': java('package two;', connects).replace('Main', 'C'),
  };
  t.match(made(modules)[0], 'javac -encoding UTF-8 -d built-classes-s -sourcepath c s/one/S.java');
  const one = {
    'S.java': java('', listens).replace('Main', 'S'),
    'C.java': java('', connects).replace('Main', 'C'),
  };
  t.match(
    made(one)[0],
    'javac -encoding UTF-8 -d built-classes ',
    'but not where all fits together',
  );
});

t.test('Go: what lies beside a main and has none is of its package', async (t) => {
  const go = (body: string) => `package main\nfunc main() { ${body} }`;
  const helper = 'package main\nfunc order() {}';
  const server = go('net.Listen("tcp", ":12000")');
  const client = go('net.Dial("tcp", "10.0.0.1:12000")');
  const apart = {
    'server/main.go': server,
    'server/order.go': helper,
    'server/order_test.go': helper,
    'client/main.go': client,
  };
  const [build] = made(apart);
  const words = 'go build -o built-server-main server/main.go server/order.go';
  t.equal(build, `${words} && go build -o built-client-main client/main.go`);
  const together = { 'server.go': server, 'client.go': client, 'order.go': helper };
  t.match(made(together)[0], 'go build -o built-server server.go order.go && ');
});
