// client.js    node client.js X 10.0.0.1
const net = require('net');
const readline = require('readline');

const letter = process.argv[2] || 'X';
const host = process.argv[3] || '10.0.0.1';
const socket = net.connect(process.argv[4] || 3000, host);
let keyboard = null;

// every line of the keyboard is one message
function startKeyboard() {
  keyboard = readline.createInterface({ input: process.stdin, output: process.stdout });
  keyboard.setPrompt(letter + '> ');
  keyboard.prompt();
  keyboard.on('line', text => {
    socket.write(JSON.stringify({ from: letter, text }) + '\n');
    console.log('me (' + letter + '):', text);
    keyboard.prompt();
  });
}

// lines from the server
readline.createInterface({ input: socket }).on('line', line => {
  const msg = JSON.parse(line);
  switch (msg.type) {
    case 'go':                       // server says that both are connected
      console.log('server:', msg.text);
      startKeyboard();
      break;
    case 'ack':                      // the order
      console.log('\nserver:', msg.text);
      keyboard.prompt();
      break;
    default:                         // chat from the other
      console.log('\n' + msg.from + ':', msg.text);
      keyboard.prompt();
  }
});

socket.on('connect', () => console.log('connected, waiting for the other client'));
socket.on('close', () => {
  console.log('\nconnection closed');
  process.exit();
});
