// Client X ou Y :  node client.js X [adresse]
const net = require('net');
const readline = require('readline');

const lettre = process.argv[2] || 'X';
const adresse = process.argv[3] || '10.0.0.1';

const sock = net.connect(process.env.PORT || 3110, adresse, () => {
  console.log('connecte, tapez votre message :');
});
sock.setEncoding('utf8');
sock.on('data', (d) => console.log('recu : ' + d.trimEnd()));
sock.on('close', () => { console.log('fin de connexion'); process.exit(0); });
sock.on('error', (e) => console.log(e.message));

// clavier -> serveur
readline.createInterface({ input: process.stdin }).on('line', (l) => {
  const m = lettre + ': ' + l;
  sock.write(m + '\n');
  console.log('envoye : ' + m);
});
