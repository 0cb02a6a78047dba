import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.Socket;

/*
 * Devoir 2 - Client (le meme programme pour X et pour Y)
 * Binome : Julie Moreau, Antoine Girard
 *
 * java Client 10.0.0.1 9000 X
 * java Client 10.0.0.1 9000 Y
 */
public class Client {
    public static void main(String[] args) throws Exception {
        if (args.length != 3) {
            System.out.println("Usage : java Client <serveur> <port> <X|Y>");
            return;
        }
        String nom = args[2];
        Socket socket = new Socket(args[0], Integer.parseInt(args[1]));
        PrintWriter sortie = new PrintWriter(socket.getOutputStream(), true);
        BufferedReader entree = new BufferedReader(new InputStreamReader(socket.getInputStream()));
        BufferedReader clavier = new BufferedReader(new InputStreamReader(System.in));

        // thread qui affiche tout ce que le serveur envoie
        Thread lecteur = new Thread(() -> {
            try {
                String ligne;
                while ((ligne = entree.readLine()) != null) {
                    System.out.println("Recu   : " + ligne);
                }
            } catch (IOException e) {
                // connexion coupee
            }
            System.out.println("Connexion fermee.");
            System.exit(0);
        });
        lecteur.start();

        System.out.println("Client " + nom + ", entrez votre message :");
        String texte = clavier.readLine();
        sortie.println(nom + ": " + texte);       // le premier message porte le nom
        System.out.println("Envoye : " + nom + ": " + texte);

        // chat jusqu'a Bye
        while ((texte = clavier.readLine()) != null) {
            sortie.println(texte);
            System.out.println("Envoye : " + texte);
        }
    }
}
