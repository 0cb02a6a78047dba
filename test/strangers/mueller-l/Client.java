import java.io.*;
import java.net.*;

/** Aufruf: java Client 10.0.0.1 X Alice   (Enter = senden) */
public class Client {
    public static void main(String[] args) throws IOException {
        if (args.length != 3) {
            System.err.println("java Client <host> <X|Y> <name>");
            System.exit(1);
        }
        Socket s = new Socket(args[0], 4711);
        System.out.print("Verbunden. Enter zum Senden...");
        System.in.read();
        // Nachricht ist eine Zeile: "X: Alice"
        String nachricht = args[1] + ": " + args[2];
        PrintWriter aus = new PrintWriter(s.getOutputStream(), true);
        aus.println(nachricht);
        System.out.println("Gesendet: " + nachricht);
        // Antwort des Servers
        BufferedReader ein = new BufferedReader(new InputStreamReader(s.getInputStream()));
        System.out.println("Empfangen: " + ein.readLine());
        s.close();
    }
}
