/**
 * What tools print when this machine lacks something is told from what the submission itself should
 * have brought. The texts are real: gcc 12, binutils 2.40, javac 17, Go 1.19 and 1.24, dash, bash,
 * make, and, recorded without a network: Maven 3.8.7, npm 11.19, pip 23.0, curl 7.88, git 2.39 and
 * wget 1.21. Not recorded but written from their documentation: Gradle, npm before 10 (`npm ERR!`),
 * and Maven's line on a plugin.
 */
import t from 'tap';
import { findLacking } from '../../lab/grade/find-lacking.ts';

type Texts = Readonly<Record<string, string>>;
const find = (output: string, texts: Texts = {}) =>
  findLacking(
    output,
    Object.entries(texts).map(([path, text]) => ({ path, text, isExecutable: false })),
  );

const header = (name: string, quotes: string) =>
  `server.c:3:10: fatal error: ${name}: No such file or directory\n` +
  `    3 | #include ${quotes[0]}${name}${quotes[1]}\n      |          ^~~~~~~\ncompilation terminated.\n`;

t.test('C: headers and libraries of the system, or of the submission', (t) => {
  t.match(find(header('uv.h', '<>')), /the header <uv\.h>/);
  t.match(find(header('boost/asio.hpp', '<>')), /boost\/asio\.hpp/);
  t.match(find(header('winsock2.h', '<>')), /written for Windows/);
  t.equal(find(header('net.h', '""')), undefined, 'its own header, not handed in');
  t.equal(find(header('net.h', '<>'), { 'include/net.h': '' }), undefined, 'its own, without -I');
  const link = (name: string) => `/usr/bin/ld: cannot find -l${name}: No such file or directory\n`;
  t.match(find(link('uv')), /the library uv \(-luv\)/);
  t.match(find(link('ws2_32')), /written for Windows/);
  t.equal(find(link('net'), { Makefile: 'libnet.a: net.o\n\tar r $@ $<\n' }), undefined);
  const undefinedName =
    "/usr/bin/ld: server.o: in function `main':\nserver.c:9: undefined reference to `serve'\n";
  t.equal(find(undefinedName), undefined, 'a function that nobody wrote');
  t.match(
    find('c++: error: unrecognized command-line option ‘-std=c++29’; did you mean ‘-std=c++20’?'),
    /-std=c\+\+29/,
  );
  t.equal(
    find('server.c:9:1: error: expected declaration or statement at end of input\n'),
    undefined,
  );
  t.end();
});

t.test('Go: packages that are fetched, and a newer Go; not its own packages', (t) => {
  const missing = 'server.go:2:8: no required module provides package ';
  const here19 = 'go version go1.19.8 linux/amd64\n';
  const here24 = 'go version go1.24.4 linux/amd64\n';
  const newer = { 'go.mod': 'module lab\n\ngo 1.25\n' };
  const lacking: [string, Texts, RegExp][] = [
    [
      'server.go:2:8: missing go.sum entry for module providing package github.com/google/uuid; to add:\n',
      { 'go.mod': 'module lab\n\ngo 1.19\n\nrequire github.com/google/uuid v1.6.0\n' },
      /github\.com\/google\/uuid/,
    ],
    [`${missing}golang.org/x/net/websocket; to add it:\n`, {}, /x\/net\/websocket/],
    [`${missing}github.com/google/uuid: go.mod file not found in current directory`, {}, /uuid/],
    [
      'go: go.mod requires go >= 1.25 (running go 1.24.4; GOTOOLCHAIN=local)\n',
      newer,
      /needs Go 1\.25, .* has Go 1\.24\.4$/,
    ],
    [
      'go: downloading go1.25.0 (linux/amd64)\ngo: download go1.25.0: golang.org/toolchain@v0.0.1-' +
        `go1.25.0.linux-amd64: Get "…": dial tcp: connect: network is unreachable\n${here24}`,
      newer,
      /needs Go 1\.25\.0, .* has Go 1\.24\.4$/,
    ],
    [
      `# command-line-arguments\n./server.go:2:29: cannot range over 10 (untyped int constant)\n${here19}`,
      newer,
      /needs Go 1\.25, .* has Go 1\.19\.8$/,
    ],
    [
      `./server.go:2:29: cannot range over 10 (untyped int constant)\n${here19}`,
      {},
      /needs Go 1\.22/,
    ],
    [
      `go: errors parsing go.mod:\n/submission/go.mod:3: invalid go version '1.25.0': must match format 1.23\n${here19}`,
      { 'src/go.mod': 'module lab\ngo 1.25.0\n' },
      /needs Go 1\.25\.0, .* 1\.19\.8$/,
    ],
    [
      'server.go:2:8: package log/slog is not in GOROOT (/usr/lib/go-1.19/src/log/slog)\n',
      {},
      /newer Go.*log\/slog/,
    ],
  ];
  for (const [output, texts, sentence] of lacking) t.match(find(output, texts), sentence, output);
  const own = { 'go.mod': 'module example.com/ada/lab\n\ngo 1.19\n' };
  for (const output of [
    `${missing}example.com/ada/lab/words; to add it:\n`,
    'server.go:2:8: package lab/words is not in GOROOT (/usr/lib/go-1.19/src/lab/words)\n',
    'server.go:2:8: package lab/words is not in std (/usr/lib/go-1.24/src/lab/words)\n',
    `# command-line-arguments\n./server.go:9:12: undefined: order\n${here19}`,
  ]) {
    t.equal(find(output, own), undefined, output);
  }
  t.equal(find('./server.go:3:1: cannot range over x (variable of type int)', {}), undefined);
  t.end();
});

t.test('Java: packages of others, and a newer Java; not its own packages', (t) => {
  const missing = (name: string) =>
    `A.java:1: error: package ${name} does not exist\nimport ${name}.B;\n`;
  const own = {
    'src/edu/lab/server/A.java': 'package edu.lab.server;\n',
    'B.java': 'package com.ada;\n',
  };
  t.match(find(missing('org.apache.commons.lang3'), own), /org\.apache\.commons\.lang3/);
  t.match(find(missing('javafx.application'), own), /javafx\.application/);
  for (const name of ['edu.lab.words', 'pa3.words', 'helpers', 'com.ada.words']) {
    t.equal(find(missing(name), own), undefined, name);
  }
  t.match(find('error: release version 21 not supported\n'), /Java 21/);
  t.match(find('error: invalid source release: 25\n'), /Java 25/);
  t.match(
    find(
      'A.java:3: error: patterns in switch statements are a preview feature and are disabled by default.\n',
    ),
    /newer Java \(patterns/,
  );
  t.match(find('A.java:3: error: records are not supported in -source 11\n'), /records.*Java 11/);
  const record = "A.java:1: error: ';' expected\nnote\njavac 17.0.15\n";
  t.match(
    find(record, { 'A.java': 'switch (o) { case P(int x, int y) -> 1; }' }),
    /Java 21 \(A\.java, line 1\).*Java 17/,
  );
  t.equal(find(record, { 'A.java': 'int x = 1' }), undefined, 'a plain slip');
  t.equal(
    find(record.replace('17.0.15', '21.0.1'), { 'A.java': 'case P(int x, int y) ->' }),
    undefined,
  );
  const threads =
    'S.java:1: error: cannot find symbol\n  symbol:   method ofVirtual()\n  location: class Thread\njavac 17.0.15\n';
  t.match(find(threads, { 'S.java': 'Thread.ofVirtual().start(this);' }), /Java 21/);
  t.end();
});

/** What tools print where a build has no network; the reader's sentence names the host or package. */
const recorded: [string, RegExp][] = [
  [
    'npm error code EAI_AGAIN\nnpm error syscall getaddrinfo\nnpm error errno EAI_AGAIN\n' +
      'npm error request to https://registry.npmjs.org/ws failed, reason: getaddrinfo EAI_AGAIN ' +
      'registry.npmjs.org\n',
    /wants the network/,
  ],
  [
    'WARNING: Retrying (Retry(total=0, connect=None, read=None, redirect=None, status=None)) after ' +
      "connection broken by 'NewConnectionError('<pip._vendor.urllib3.connection.HTTPSConnection " +
      'object at 0x7fc04e2546d0>: Failed to establish a new connection: [Errno -3] Temporary ' +
      "failure in name resolution')': /simple/pygame/\n" +
      'ERROR: Could not find a version that satisfies the requirement pygame (from versions: none)\n' +
      'ERROR: No matching distribution found for pygame\n',
    /wants the network/,
  ],
  [
    '[ERROR] Failed to execute goal on project a: Could not resolve dependencies for project ' +
      'a:a:jar:1: Failed to collect dependencies at com.google.code.gson:gson:jar:2.10: Failed to ' +
      'read artifact descriptor for com.google.code.gson:gson:jar:2.10: Could not transfer ' +
      'artifact com.google.code.gson:gson:pom:2.10 from/to central ' +
      '(https://repo.maven.apache.org/maven2): transfer failed for https://repo.maven.apache.org/' +
      'maven2/com/google/code/gson/gson/2.10/gson-2.10.pom: Unknown host repo.maven.apache.org: ' +
      'Temporary failure in name resolution -> [Help 1]\n[ERROR] \n',
    /wants the network/,
  ],
  [
    "Cloning into 'b'...\nfatal: unable to access 'https://github.com/a/b/': Could not resolve " +
      'host: github.com\n',
    /github\.com/,
  ],
  ['wget: unable to resolve host address ‘example.com’\n', /example\.com/],
];

t.test('tools and the network that a build wants', (t) => {
  const lacking: [string, RegExp][] = [
    ['/bin/sh: 1: cmake: not found\nmake: *** [Makefile:2: all] Error 127\n', /needs cmake/],
    ['sh: 1: mvn: not found\n', /needs mvn/],
    ['bash: line 1: ant: command not found\n', /needs ant/],
    ['./build.sh: 2: gradle: not found\n', /needs gradle/],
    [
      'make: clang: No such file or directory\nmake: *** [Makefile:2: all] Error 127\n',
      /needs clang/,
    ],
    [
      '[ERROR] Plugin org.apache.maven.plugins:maven-resources-plugin:2.6 or one of its dependencies could not be resolved: Unknown host repo.maven.apache.org\n',
      /wants the network/,
    ],
    [
      'Exception in thread "main" java.net.UnknownHostException: services.gradle.org\n',
      /services\.gradle\.org/,
    ],
    [
      'npm ERR! code EAI_AGAIN\nnpm ERR! request to https://registry.npmjs.org/ws failed\n',
      /wants the network/,
    ],
    ['ERROR: No matching distribution found for colorama\n', /colorama/],
    ['curl: (6) Could not resolve host: example.com\n', /example\.com/],
    ...recorded,
  ];
  for (const [output, sentence] of lacking) t.match(find(output), sentence, output);
  t.equal(find('sh: 1: ./configure: not found\n'), undefined, 'its own script, not handed in');
  t.equal(
    find('/bin/sh: 1: prepare: not found\n', { prepare: 'x' }),
    undefined,
    'its own, without ./',
  );
  t.equal(
    find("make: *** No rule to make target 'client.c', needed by 'client'.  Stop.\n"),
    undefined,
  );
  t.end();
});
