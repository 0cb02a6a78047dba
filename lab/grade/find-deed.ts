/** What a server and what a client does in its source, by what they speak: TCP or UDP. */
import type { Transport } from '../model/discover.ts';
import type { Dialect } from './dialect.ts';
import { type DialectName, getDialect } from './dialects.ts';
import type { Code, Language } from './find-code.ts';

export type Side = 'server' | 'client';
/** Languages that are read alike; those of dialects.ts stand for themselves. */
export type Family = Classic | DialectName;
export type Classic = 'python' | 'c' | 'java' | 'go' | 'node';

export function getFamily(language: Language): Family {
  if (language === 'python2' || language === 'python3') return 'python';
  if (language === 'typescript') return 'node';
  return language === 'cpp' ? 'c' : language;
}

/** What a table has for a family, or what its dialect has. */
export function getEntry<Value>(
  family: Family,
  table: Record<Classic, Value>,
  own: (dialect: Dialect) => Value,
): Value {
  const dialect = getDialect(family);
  return dialect ? own(dialect) : table[family as Classic];
}

/**
 * What only one side does. Among those of TCP are some of UDP, too: a program that speaks the wrong
 * one is found and played all the same. Over UDP both sides send; only a server needs a port.
 */
const deeds: Record<Transport, Record<Side, Record<Classic, RegExp>>> = {
  tcp: {
    server: {
      python: /\.listen\(|\.accept\(|start_server\(|create_server\(|socketserver|\.bind\(/i,
      c: /\b(?:listen|accept|bind)\s*\(|asio::ip::tcp::acceptor/,
      java: /\bServerSocket(?:Channel)?\b/,
      go: /\bnet\.Listen\w*\(/,
      node: /\bcreateServer\(|\bnew\s+(?:net\.)?Server\(|createSocket\(/,
    },
    client: {
      python: /\.connect(?:_ex)?\(|create_connection\(|open_connection\(|\.sendto\(/,
      c: /\bconnect\s*\(|\bsendto\s*\(/,
      java: /\bnew\s+(?:java\.net\.)?Socket\s*\(|SocketChannel\.open\(/,
      go: /\bnet\.(?:Dial\w*|DialTCP)\(|\bDialer\b/,
      node: /\b(?:createConnection|connect)\(|\bnew\s+(?:net\.)?Socket\(/,
    },
  },
  udp: {
    server: {
      // A client may be bound, too: to port 0, which is any.
      python:
        /\.bind\((?!\s*\([^,()]*,\s*0\s*\))|\blocal_addr\s*=|UDPServer\b|DatagramRequestHandler/,
      c: /\bbind\s*\(/,
      java: /\bnew\s+(?:java\.net\.)?(?:Datagram|Multicast)Socket\s*\(\s*(?!0\s*\))[^)\s]|\.bind\s*\(\s*new\s+InetSocketAddress/,
      go: /\bnet\.Listen\w*\(/,
      node: /\.bind\(/,
    },
    client: {
      python: /\.sendto\(|\.connect(?:_ex)?\(|\bremote_addr\s*=|\.sendmsg\(/,
      c: /\b(?:sendto|sendmsg|connect)\s*\(|asio::ip::udp::socket/,
      java: /\bDatagramSocket\s*\(|\bDatagramPacket\s*\(|\bDatagramChannel\.open\(/,
      go: /\bnet\.Dial\w*\(|\bDialer\b|\.WriteTo\w*\(/,
      node: /\bcreateSocket\(/,
    },
  },
};

/** What shows that a program speaks UDP. */
const datagrams =
  /\bSOCK_DGRAM\b|\brecvfrom\w*\s*\(|\bsendto\s*\(|\bDatagram(?:Socket|Channel)\b|create_datagram_endpoint|UDPServer\b|\basio::ip::udp\b|\bListen(?:UDP|Packet)\(|\b(?:Dial|ListenPacket|DialTimeout)\(\s*"udp|\bDialUDP\(|\bdgram\b|\bUDPSocket\b|\bUdp(?:Socket|Client)\b|\bProto\s*=>\s*["']udp|["']udp:\/\/|\budp_open\b|\bsocket\.udp\b|\bUDP\d?-(?:LISTEN|RECV|SENDTO)|\/dev\/udp\//;

/** What opens a file to write it: by mode, by name, or as a log. */
const writing =
  /\bopen\s*\([^()\n]*,\s*(?:mode\s*=\s*)?["'][rb]?[wax+]|\bFileHandler\(|\bbasicConfig\([^)]*\bfilename\b|\bfopen\s*\([^;\n]*["'][wa]|\bofstream\b|\b(?:FileWriter|FileOutputStream|FileHandler|RandomAccessFile)\s*\(|\bPrintWriter\(\s*(?:new File\(|")|\bFiles\.(?:write|newBufferedWriter)|\b(?:appendFile|writeFile|createWriteStream)(?:Sync)?\(|\bFile\.(?:open|write)\b|\bos\.(?:Create|OpenFile|WriteFile)\(|\bopen\s*\(?\s*(?:my\s+)?\$?\w+\s*,\s*["']>|\bfile_put_contents\(|\.write_text\(|\bFile::create\(|\.open\(\s*["'][wax]|\bsqlite3\.connect\(\s*["'](?!:)|\[open\s+\S+\s+["{]?[wa]\b|\bFile\.(?:Append|Write|Create)\w*\(|\bStreamWriter\(\s*@?"|\.(?:writeText|appendText)\(|\bFile\([^()\n]*\)\.(?:printWriter|bufferedWriter)\(|>>?\s*["']?[\w$./]+\.(?:log|txt)\b/;

/** Whether a program writes files: it then needs a folder that it may write in. */
export function doesWrite({ code }: Code): boolean {
  return writing.test(code);
}

/** The words of a source that make it a server, or a client; undefined where there are none. */
export function findDeed(side: Side, file: Code, transport: Transport): string | undefined {
  const family = getFamily(file.language);
  const deed = getEntry(family, deeds[transport][side], (own) => own.deeds[transport][side]);
  return deed.exec(file.code)?.[0];
}

/** What the programs speak, as far as their sources show it. */
export function guessTransport(files: readonly Code[]): Transport {
  return files.some(({ code }) => datagrams.test(code)) ? 'udp' : 'tcp';
}
