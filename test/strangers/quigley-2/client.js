// PA2 client in Node.js -- Fiona Quigley
// node client.js X 10.0.0.1
const net = require('net');
const readline = require('readline');

const letter = process.argv[2];
const host = process.argv[3] || '10.0.0.1';
if (!letter) {
  console.log('usage: node client.js X|Y [server]');
  process.exit(1);
}

const sock = net.connect(3110, host, () => {
  // send who we are first
  sock.write(`HELLO ${letter}\n`);
  console.log(`sent: HELLO ${letter}`);
});

// lines from server
readline.createInterface({ input: sock }).on('line', line => {
  console.log('received: ' + line);
  if (line === 'OK') {
    console.log('Enter your name, after that you can chat:');
    // now the keyboard is open
    readline.createInterface({ input: process.stdin }).on('line', text => {
      sock.write(text + '\n');
      console.log('sent: ' + text);
    });
  }
});
sock.on('close', () => { console.log('closed'); process.exit(0); });
