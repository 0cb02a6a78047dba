/** Dialects of languages whose programs are compiled first. */
import type { Dialect } from './dialect.ts';

export const rust: Dialect = {
  deeds: {
    tcp: { server: /\bTcpListener\b/, client: /\bTcpStream::connect\w*/ },
    udp: { server: /\bUdpSocket::bind\b/, client: /\.(?:send_to|connect)\s*\(/ },
  },
  ports: {
    server: [/::bind\s*\(\s*&?(?:format!\()?"[^"]*:(\d+)"/, /::bind\s*\(\s*\([^,]+,\s*(\w+)\)/],
    client: [
      /::connect\w*\s*\(\s*&?(?:format!\()?"[^"]*:(\d+)"/,
      /::connect\w*\s*\(\s*\([^,]+,\s*(\w+)\)/,
    ],
  },
  vector: { pattern: /\bargs(?:\(\)\.nth\(\s*|\s*\[\s*|\.get\(\s*)(\d+)/g, first: 1 },
  keyboard: /\bstdin\(\)/g,
  lines: /\.read_line\s*\(|\.lines\s*\(\)|\bread_until\s*\(\s*b'\\n'/,
  main: /\bfn\s+main\s*\(/,
};

export const csharp: Dialect = {
  deeds: {
    tcp: {
      server: /\bTcpListener\b|\.Listen\s*\(|\.Accept(?:Async|TcpClient\w*)?\s*\(|\.Bind\s*\(/,
      client: /\bnew\s+(?:[\w.]+\.)?TcpClient\s*\(|\.Connect(?:Async)?\s*\(/,
    },
    udp: {
      server: /\bnew\s+(?:[\w.]+\.)?UdpClient\s*\(\s*[^)\s]|\.Bind\s*\(/,
      client: /\bUdpClient\b|\.SendTo\w*\s*\(/,
    },
  },
  ports: {
    server: [
      /\bTcpListener\s*\(\s*(?:[^,()]+,\s*)?(\w+)\s*\)/,
      /\bIPEndPoint\s*\(\s*[^,()]+,\s*(\w+)/,
    ],
    client: [
      /\bTcpClient\s*\(\s*[^,()]+,\s*(\w+)/,
      /\.Connect(?:Async)?\s*\(\s*[^,()]+,\s*(\w+)/,
      /\bIPEndPoint\s*\(\s*[^,()]+(?:\([^()]*\))?\s*,\s*(\w+)/,
    ],
  },
  vector: { pattern: /\bargs\s*\[\s*(\d+)\s*\]/g, first: 0 },
  keyboard: /\bConsole\.Read(?:Line|Key)?\s*\(/g,
  lines: /(?<!Console)\.ReadLine(?:Async)?\s*\(/,
  main: /\bstatic\s+(?:async\s+)?(?:[\w.<>]+)\s+Main\s*\(/,
};

export const kotlin: Dialect = {
  deeds: {
    tcp: { server: /\bServerSocket\b/, client: /(?<!Server)\bSocket\s*\(/ },
    udp: {
      server: /\bDatagramSocket\s*\(\s*[^)\s0]/,
      client: /\bDatagramSocket\s*\(|\bDatagramPacket\s*\(/,
    },
  },
  ports: {
    server: [/\b(?:Server|Datagram)Socket\s*\(\s*(\w+)/],
    client: [/(?<!Server)\bSocket\s*\(\s*[^,()]+,\s*(\w+)/],
  },
  vector: { pattern: /\bargs\s*(?:\[\s*|\.get(?:OrNull)?\(\s*)(\d+)/g, first: 0 },
  keyboard: /(?<![.?\w])(?:readLine|readln)\s*\(/g,
  lines: /[.?]readLine\s*\(|\bforEachLine\b|\buseLines\b/,
  main: /\bfun\s+main\s*\(/,
};
