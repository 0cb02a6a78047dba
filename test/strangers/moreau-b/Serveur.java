import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/*
 * Devoir 2 - Serveur
 * Binome : Julie Moreau, Antoine Girard
 *
 * Pourquoi le multithreading est necessaire :
 * La lecture d'un socket (readLine) bloque le thread qui l'appelle. Avec un seul thread, le
 * serveur devrait decider a l'avance quel client il lit en premier, et il ne pourrait donc pas
 * savoir lequel des deux messages est vraiment arrive en premier. Avec un thread par client,
 * les deux lectures attendent en parallele ; le premier thread debloque ajoute son message en
 * premier dans la liste partagee. Pour le chat c'est pareil, chacun parle quand il veut.
 *
 * Lancement : javac *.java   puis   java Serveur 9000
 */
public class Serveur {

    // donnees partagees entre les threads
    static final List<String> recus = new ArrayList<>();
    static final List<GestionClient> clients = new ArrayList<>();
    // s'ouvre quand les deux clients sont connectes
    static final CountDownLatch connectes = new CountDownLatch(2);
    // s'ouvre quand la reponse est partie
    static final CountDownLatch repondu = new CountDownLatch(1);

    public static void main(String[] args) throws Exception {
        int port = args.length > 0 ? Integer.parseInt(args[0]) : 9000;
        ServerSocket ecoute = new ServerSocket(port);
        System.out.println("Serveur en ecoute sur le port " + port);

        for (int i = 0; i < 2; i++) {
            Socket s = ecoute.accept();
            System.out.println("Connexion de " + s.getRemoteSocketAddress());
            GestionClient g = new GestionClient(s);
            clients.add(g);
            g.start();
            connectes.countDown();
        }
        for (GestionClient g : clients) {
            g.join();
        }
        ecoute.close();
        System.out.println("Serveur termine.");
    }

    /** Enregistre le premier message d'un client ; le deuxieme appel declenche la reponse. */
    static synchronized void enregistrer(String message) {
        recus.add(message);
        System.out.println("Recu   : " + message);
        if (recus.size() == 2) {
            String reponse = recus.get(0) + " received before " + recus.get(1);
            for (GestionClient g : clients) {
                g.envoyer(reponse);
            }
            System.out.println("Envoye : " + reponse);
            repondu.countDown();
        }
    }

    /** Relaye une ligne a l'autre client. */
    static void relayer(GestionClient auteur, String ligne) {
        for (GestionClient g : clients) {
            if (g != auteur) {
                g.envoyer(ligne);
                System.out.println("Relaye : " + ligne);
            }
        }
    }

    /** Ferme les deux connexions (apres un Bye). */
    static void fermerTout() {
        for (GestionClient g : clients) {
            try {
                g.socket.close();
            } catch (IOException e) {
                // deja ferme
            }
        }
    }
}
