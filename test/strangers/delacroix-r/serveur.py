"""
TP2 - serveur de discussion a deux clients (X et Y)         Camille Delacroix, groupe B

POURQUOI DES THREADS ?
Le serveur doit ecouter deux sockets en meme temps. L'appel recv est bloquant : avec un seul fil
d'execution on resterait bloque sur X pendant que Y parle (ou l'inverse), on ne pourrait donc ni savoir
qui a parle en premier, ni relayer les messages du chat. On cree donc un thread par client ; ils
partagent l'objet Salon, protege par une Condition.
"""
import argparse
import socket
import threading


class Salon:
    """Donnees partagees entre les deux threads."""

    def __init__(self):
        self.cond = threading.Condition()
        self.clients = {}        # nom -> thread
        self.arrivees = []       # [(nom, texte), ...] dans l'ordre de reception
        self.ferme = False

    def inscrire(self, nom, fil):
        with self.cond:
            self.clients[nom] = fil
            self.cond.notify_all()

    def attendre_les_deux(self):
        with self.cond:
            self.cond.wait_for(lambda: len(self.clients) == 2)

    def autre(self, nom):
        return [f for n, f in self.clients.items() if n != nom][0]

    def noter(self, nom, texte):
        """Retourne le rang du message (1, 2, 3 ...)."""
        with self.cond:
            self.arrivees.append((nom, texte))
            return len(self.arrivees)


class FilClient(threading.Thread):
    """Un fil par client connecte."""

    def __init__(self, sock, salon):
        super().__init__(daemon=True)
        self.sock = sock
        self.salon = salon
        self.fichier = sock.makefile("r", encoding="utf-8", newline="\n")
        self.nom = None
        self.premier_envoye = False

    def envoyer(self, ligne):
        self.sock.sendall((ligne + "\n").encode("utf-8"))
        print("  -> %s : %s" % (self.nom, ligne))

    def run(self):
        # le client se presente tout de suite : ce n'est pas encore un message
        self.nom = self.fichier.readline().strip()
        self.salon.inscrire(self.nom, self)
        self.salon.attendre_les_deux()
        self.envoyer("* les deux clients sont la, vous pouvez ecrire")
        for ligne in self.fichier:
            texte = ligne.rstrip("\n")
            print("<-   %s : %s" % (self.nom, texte))
            if not self.premier_envoye:
                self.premier_envoye = True
                self.premier_message(texte)
            else:
                self.salon.autre(self.nom).envoyer("%s dit : %s" % (self.nom, texte))
            if texte.strip().lower() in ("bye", "au revoir"):
                break
        # fin de la discussion : on coupe tout le monde
        with self.salon.cond:
            if not self.salon.ferme:
                self.salon.ferme = True
                for f in self.salon.clients.values():
                    try:
                        f.sock.shutdown(socket.SHUT_RDWR)
                    except OSError:
                        pass

    def premier_message(self, texte):
        # le premier message de chacun sert a etablir l'ordre, et il est aussi relaye a l'autre
        autre = self.salon.autre(self.nom)
        with self.salon.cond:
            self.salon.arrivees.append((self.nom, texte))
            complet = len(self.salon.arrivees) == 2
        autre.envoyer("%s dit : %s" % (self.nom, texte))
        if complet:
            (n1, t1), (n2, t2) = self.salon.arrivees
            accuse = "%s: %s recu avant %s: %s" % (n1, t1, n2, t2)
            for f in self.salon.clients.values():
                f.envoyer(accuse)


def main():
    ap = argparse.ArgumentParser(description="serveur du TP2")
    ap.add_argument("--port", type=int, default=9800)
    opts = ap.parse_args()
    ecoute = socket.create_server(("", opts.port))
    print("Serveur en ecoute sur le port", opts.port)
    salon = Salon()
    fils = []
    # on accepte les deux AVANT de demarrer les fils de lecture
    while len(fils) < 2:
        s, adr = ecoute.accept()
        print("connexion de", adr[0])
        fils.append(FilClient(s, salon))
    for f in fils:
        f.start()
    for f in fils:
        f.join()
    print("Discussion terminee.")


if __name__ == "__main__":
    main()
