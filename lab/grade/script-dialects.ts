/** Dialects of languages whose programs are run as they are. */
import type { Dialect } from './dialect.ts';

export const perl: Dialect = {
  interpreter: 'perl',
  deeds: {
    tcp: {
      server: /\bListen\s*=>|->accept\b|\baccept\s*\(|\blisten\s*\(|\bLocalPort\s*=>|\bbind\s*\(/,
      client: /\bPeer(?:Addr|Host|Port)\s*=>|\bconnect\s*\(|->connect\b/,
    },
    udp: {
      server: /\bLocalPort\s*=>|\bbind\s*\(/,
      client: /\bPeer(?:Addr|Host|Port)\s*=>|\bsend\s*\(|->send\b/,
    },
  },
  ports: {
    server: [
      /\bLocalPort\s*=>\s*["']?\$?(\w+)/,
      /\bLocalAddr\s*=>\s*["'][^"':]*:\$?(\w+)/,
      /sockaddr_in\(\s*\$?(\w+)/,
    ],
    client: [
      /\bPeerPort\s*=>\s*["']?\$?(\w+)/,
      /\bPeerAddr\s*=>\s*["'][^"':]*:\$?(\w+)/,
      /sockaddr_in\(\s*\$?(\w+)/,
    ],
  },
  vector: { pattern: /\$ARGV\s*\[\s*(\d+)\s*\]/g, first: 0 },
  unpacking: /\(\s*([\w$, ]+?)\s*\)\s*=\s*@ARGV\b/,
  // Within a sub (which is further in) it takes what that is given.
  shifting: /^(?:my|our)?\s*\(?\$(\w+)\)?\s*=\s*(?:shift\s*\(?\s*@ARGV|shift\b(?!\s*\(?\s*@))/gm,
  keyboard:
    /<STDIN>|<>|\breadline\s*\(?\s*\*?STDIN\b|\bSTDIN->getline\b|->readline\s*\(\s*(?:(["'])(.*?)\1)?/g,
  lines: /<\$\w+>|<\{?\$\w+\}?>|\breadline\s*\(?\s*\$|\$\w+->getlines?\b/,
  modules: {
    what: 'Perl module',
    names: /^\s*use\s+([A-Za-z]\w*(?:::\w+)*)/gm,
    probe: (names) =>
      `perl -e 'for (@ARGV) { eval "require $_; 1" or $@ =~ /locate|not built/ and print "$_\\n" }' ${names.join(' ')}`,
  },
};

export const ruby: Dialect = {
  interpreter: 'ruby',
  deeds: {
    tcp: {
      server: /\bTCPServer\b|\bSocket\.tcp_server\w*|\.accept(?:_nonblock)?\b|\.listen\b/,
      client: /\bTCPSocket\b|\bSocket\.tcp\b|\.connect\b/,
    },
    udp: { server: /\bUDPSocket\b(?=[\s\S]*\.bind\b)|\budp_server\b/, client: /\bUDPSocket\b/ },
  },
  ports: {
    server: [
      /\bTCPServer\.(?:new|open)\s*\(?\s*(?:[^,()\n]+,\s*)?["']?(\w+)/,
      /\bSocket\.tcp_server\w*\s*\(?\s*(?:[^,()\n]+,\s*)?(\w+)/,
      /\bsockaddr_in\(\s*(\w+)/,
      /\.bind\s*\(?\s*[^,()\n]+,\s*(\w+)/,
    ],
    client: [
      /\b(?:TCPSocket\.(?:new|open)|Socket\.tcp)\s*\(?\s*[^,()\n]+,\s*["']?(\w+)/,
      /\bsockaddr_in\(\s*(\w+)/,
    ],
  },
  vector: { pattern: /\bARGV\s*(?:\[\s*|\.fetch\s*\(?\s*)(\d+)/g, first: 0 },
  unpacking:
    /^[ \t]*\(?([\w, ]+?)\)?\s*=\s*\*?ARGV(?:\.(?:map|collect|first|take)\b[^\n]*|\[0\s*,\s*\d\])?\s*$/m,
  shifting: /\b(\w+)\s*=\s*\(?(?:Integer\()?ARGV\.shift\b/g,
  keyboard:
    /(?:\$stdin|STDIN)\.(?:gets|readline|read|each_line)\b|(?<![.\w$])gets\b|\bReadline\.readline\s*\(?\s*(?:(["'])(.*?)\1)?/g,
  lines: /(?<!\$stdin|STDIN|Readline)\.(?:gets|readline|each_line)\b/,
  modules: {
    what: 'Ruby gem',
    names: /^\s*require\s*\(?\s*["']([\w/-]+)["']/gm,
    probe: (names) =>
      `ruby -e 'ARGV.each { |n| begin; require n; rescue LoadError; puts n; end }' ${names.join(' ')}`,
  },
};

export const php: Dialect = {
  interpreter: 'php',
  deeds: {
    tcp: {
      server:
        /\bsocket_(?:listen|accept|bind|create_listen)\s*\(|\bstream_socket_(?:server|accept)\s*\(/,
      client: /\bsocket_connect\s*\(|\bp?fsockopen\s*\(|\bstream_socket_client\s*\(/,
    },
    udp: {
      server: /\bsocket_bind\s*\(|\bstream_socket_server\s*\(/,
      client: /\bsocket_sendto\s*\(|\bp?fsockopen\s*\(|\bstream_socket_client\s*\(/,
    },
  },
  ports: {
    server: [
      /\bsocket_bind\s*\([^,]+,[^,]+,\s*\$?(\w+)/,
      /\bsocket_create_listen\s*\(\s*\$?(\w+)/,
      /\bstream_socket_server\s*\(\s*["'][^"']*:\{?\$?(\w+)/,
    ],
    client: [
      /\bsocket_connect\s*\([^,]+,[^,]+,\s*\$?(\w+)/,
      /\bp?fsockopen\s*\([^,]+,\s*\$?(\w+)/,
      /\bstream_socket_client\s*\(\s*["'][^"']*:\{?\$?(\w+)/,
    ],
  },
  vector: { pattern: /\$(?:argv|_SERVER\[["']argv["']\])\s*\[\s*(\d+)\s*\]/g, first: 1 },
  unpacking: /(?:\[|\blist\s*\()\s*([\w\s,$]*?)\s*[\])]\s*=\s*\$argv\b/,
  keyboard:
    /\bf(?:gets|scanf|read|getc)\s*\(\s*(?:STDIN|\$stdin)\b|\breadline\s*\(\s*(?:(["'])(.*?)\1)?|\bstream_get_line\s*\(\s*STDIN\b/g,
  lines: /\bfgets\s*\(\s*\$(?!stdin\b)|\bPHP_NORMAL_READ\b|\bstream_get_line\s*\(\s*\$/,
  modules: {
    what: 'PHP extension',
    names: /\b(socket|pcntl|mb|posix)_\w+\s*\(|\b(parallel)\\|\bextends\s+(Thread)\b/g,
    probe: (names) => {
      const loaded = { socket: 'sockets', mb: 'mbstring', Thread: 'pthreads' };
      const known = names.map((name) => `${name}=${loaded[name as keyof typeof loaded] ?? name}`);
      return `php -r 'foreach (array_slice($argv, 1) as $one) { [$n, $e] = explode("=", $one); if (!extension_loaded($e)) echo "$n\\n"; }' ${known.join(' ')}`;
    },
  },
};

const tclWord = String.raw`(?:\{[^}]*\}|\[[^\]]*\]|"[^"]*"|\S+)`;
export const tcl: Dialect = {
  interpreter: 'tclsh',
  deeds: {
    tcp: {
      server: /\bsocket\s+(?:-\w+\s+\S+\s+)*-server\b/,
      client: /\bsocket\s+(?!-server\b)(?:-(?:async|myaddr\s+\S+|myport\s+\S+)\s+)*["{[$\w]/,
    },
    udp: { server: /\budp_open\s+\$?\w/, client: /\budp_(?:open|conf)\b/ },
  },
  ports: {
    server: [
      new RegExp(
        String.raw`\bsocket\s+-server\s+${tclWord}\s+(?:-\w+\s+${tclWord}\s+)*\$?(?:::)?(\w+)`,
      ),
    ],
    client: [
      new RegExp(
        String.raw`\bsocket\s+(?!-server)(?:-async\s+|-my\w+\s+\S+\s+)*${tclWord}\s+\$?(?:::)?(\w+)`,
      ),
    ],
  },
  vector: { pattern: /\[\s*lindex\s+\$(?:::)?argv\s+(\d+)\s*\]/g, first: 0 },
  unpacking: /\blassign\s+\$(?:::)?argv\s+([\w ]+)/,
  keyboard: /\bgets\s+stdin\b|\b(?:fileevent|chan\s+event)\s+stdin\b|\bread\s+stdin\b/g,
  lines: /\bgets\s+\$|-buffering\s+line\b/,
  modules: {
    what: 'Tcl package',
    names: /\bpackage\s+require\s+(?:-exact\s+)?([\w:]+)/g,
    probe: (names) =>
      `printf '%s\\n' 'foreach n {${names.join(' ')}} { if {[catch {package require $n}]} { puts $n } }' | tclsh`,
  },
};

export const lua: Dialect = {
  interpreter: 'lua',
  deeds: {
    tcp: {
      server: /\bsocket\.bind\s*\(|:(?:listen|accept|bind)\s*\(/,
      client: /\bsocket\.connect\d?\s*\(|:connect\s*\(/,
    },
    udp: { server: /:setsockname\s*\(/, client: /:(?:setpeername|sendto)\s*\(/ },
  },
  ports: {
    server: [/[.:](?:bind|setsockname)\s*\(\s*[^,]+,\s*(\w+)/],
    client: [/[.:](?:connect\d?|setpeername)\s*\(\s*[^,]+,\s*(\w+)/],
  },
  vector: { pattern: /\barg\s*\[\s*(\d+)\s*\]/g, first: 1 },
  unpacking: /^[ \t]*local\s+([\w, ]+?)\s*=\s*(?:\.\.\.|(?:table\.)?unpack\s*\(\s*arg\b)/m,
  keyboard: /\bio\.(?:read|lines)\s*\(|\bio\.stdin:(?:read|lines)\s*\(/g,
  lines: /:receive\s*\(\s*(?:\)|["']\*?l)/,
  modules: {
    what: 'Lua module',
    names: /\brequire\s*\(?\s*["']([\w.]+)["']/g,
    probe: (names) =>
      `lua -e 'for n in ("${names.join(' ')}"):gmatch("%S+") do if not pcall(require, n) then print(n) end end'`,
  },
};

export const shell: Dialect = {
  interpreter: 'sh',
  deeds: {
    tcp: {
      server: /\b(?:nc|ncat|netcat)\b[^\n|;&]*\s-\w*l|\bTCP\d?-L(?:ISTEN)?:/i,
      client:
        /\/dev\/tcp\/|\b(?:nc|ncat|netcat|telnet)\s(?![^\n|;&]*-\w*[lz])|\bTCP\d?(?:-CONNECT)?:/i,
    },
    udp: {
      server: /\b(?:nc|ncat|netcat)\b[^\n|;&]*\s-\w*l|\bUDP\d?-(?:LISTEN|RECV\w*):/i,
      client: /\/dev\/udp\/|\b(?:nc|ncat|netcat)\s[^\n|;&]*-\w*u|\bUDP\d?(?:-SENDTO)?:/i,
    },
  },
  ports: {
    server: [
      /\b(?:TCP|UDP)\d?-[A-Z]+:["']?\$?\{?(\w+)/i,
      /\b(?:nc|ncat|netcat)\b[^\n|;&]*?\s-\w*[lp]\w*\s+(?:-\w+\s+)*["']?\$?\{?(\w+)/,
    ],
    client: [
      /\/dev\/(?:tcp|udp)\/[^/\s]+\/\$?\{?(\w+)/,
      /\b(?:TCP|UDP)\d?(?:-[A-Z]+)?:[^:\s]+:\$?\{?(\w+)/i,
      /\b(?:nc|ncat|netcat|telnet)\s+(?:-\w+\s+)*["']?[\w.${}]+["']?\s+["']?\$?\{?(\w+)/,
    ],
  },
  vector: { pattern: /\$\{?([1-9])\b/g, first: 1 },
  inner: /^(?:function\s+)?[\w-]+\s*(?:\(\s*\)\s*)?\{[\s\S]*?^\}/gm,
  keyboard: /(?<!while )\bread\s+(?!-u)(?:-[a-z]+\s+)*(?:(["'])(.*?)\1\s*)?\w*[ \t]*(?=$|;)/gm,
  lines: /\bread\b/,
  tools: /\b(?:ncat|netcat|nc|socat|telnet)\b(?=\s)/g,
};

/** A script whose first line names an interpreter that is not known here: run as it is. */
export const script: Dialect = {
  deeds: {
    tcp: {
      server: /\b(?:tcp-?)?(?:listen|accept)(?:er)?\b|\bbind\b|\b-server\b|\/inet\d?\/tcp\/\w+\/0/i,
      client: /\bconnect\b|\/inet\d?\/tcp\/0\//i,
    },
    udp: { server: /\bbind\b|\brecvfrom\b/i, client: /\bsendto\b|\bconnect\b/i },
  },
  ports: { server: [], client: [] },
  vector: { pattern: /\b(?:argv|args?)\s*[[(]\s*(\d+)\s*[\])]/gi, first: 1 },
  keyboard: /\bstdin\b|\breadline\b|\bread-line\b/gi,
  lines: /\bread-?_?line\b|\bgets\b/i,
};
