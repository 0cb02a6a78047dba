import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.Socket;

/** Un thread par client. */
public class GestionClient extends Thread {
    final Socket socket;
    private final BufferedReader entree;
    private final PrintWriter sortie;

    GestionClient(Socket socket) throws IOException {
        this.socket = socket;
        entree = new BufferedReader(new InputStreamReader(socket.getInputStream()));
        sortie = new PrintWriter(socket.getOutputStream(), true);
    }

    void envoyer(String ligne) {
        sortie.println(ligne);
    }

    @Override
    public void run() {
        try {
            // ne rien lire avant que les deux soient la
            Serveur.connectes.await();
            String premier = entree.readLine();      // "X: Alice"
            if (premier == null) return;
            String nom = premier.substring(0, 1);
            Serveur.enregistrer(premier);

            Serveur.repondu.await();
            // ensuite c'est le chat
            String ligne;
            while ((ligne = entree.readLine()) != null) {
                System.out.println("Recu   : " + nom + ": " + ligne);
                Serveur.relayer(this, nom + ": " + ligne);
                if (ligne.equalsIgnoreCase("Bye")) {
                    break;
                }
            }
        } catch (IOException e) {
            // l'autre client a dit Bye, le socket est ferme
        } catch (InterruptedException e) {
            e.printStackTrace();
        } finally {
            if (Serveur.repondu.getCount() == 0) {
                Serveur.fermerTout();
            }
        }
    }
}
