// Devoir 2 - Camille Dubois
// Serveur TCP (node serveur.js)

const net = require('net');
const PORT = process.env.PORT || 3110;

const clients = [];       // sockets, dans l'ordre de connexion
const recus = [];         // premiers messages, dans l'ordre d'arrivee

const serveur = net.createServer((sock) => {
  if (clients.length === 2) {
    sock.end('COMPLET\n');          // no third client
    return;
  }
  sock.setEncoding('utf8');
  sock.pause();                     // (5) pas de lecture avant que les deux soient la
  sock.tampon = '';
  clients.push(sock);
  console.log('connexion', clients.length, sock.remoteAddress);

  sock.on('data', (morceau) => {
    // decouper en lignes
    sock.tampon += morceau;
    let i;
    while ((i = sock.tampon.indexOf('\n')) >= 0) {
      const ligne = sock.tampon.slice(0, i);
      sock.tampon = sock.tampon.slice(i + 1);
      traiter(sock, ligne);
    }
  });
  sock.on('close', () => {
    clients.forEach((c) => c.end());
    serveur.close();
  });
  sock.on('error', (e) => console.log('erreur', e.code));

  // le deuxieme client est arrive : on peut lire les deux
  if (clients.length === 2) clients.forEach((c) => c.resume());
});

function envoyer(sock, texte) {
  console.log('envoye a', sock.nom, ':', texte);
  sock.write(texte + '\n');
}

function traiter(sock, ligne) {
  console.log('recu :', ligne);
  if (!sock.nom) {
    // premier message de ce client
    sock.nom = ligne[0];
    recus.push(ligne);
    if (recus.length === 2) {
      clients.forEach((c) => envoyer(c, `${recus[0]} received before ${recus[1]}`));
    }
    return;
  }
  // bavardage : relayer a l'autre
  const autre = clients.find((c) => c !== sock);
  envoyer(autre, ligne);
  if (/: bye$/i.test(ligne)) clients.forEach((c) => c.end());
}

serveur.listen(PORT, () => console.log('serveur sur le port', PORT));
