/** Tells both clients who spoke first; with `always-a`, that it was A, whoever it was. */
import net from 'node:net';

const isWrong = process.argv.includes('always-a');
const port = Number(process.argv[process.argv.indexOf('--port') + 1] ?? 0);
const heard = [];
const server = net.createServer((socket) => {
  socket.once('data', (data) => {
    heard.push({ socket, role: data.toString().trim() });
    if (heard.length < 2) return;
    for (const { socket: each } of heard) each.end(`${isWrong ? 'A' : heard[0].role}\n`);
    server.close();
  });
});
server.listen(port);
