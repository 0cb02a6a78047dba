import java.io.*;
import java.net.*;

/** Gemeinsamer Teil von KlientX und KlientY. */
public class Klient {
    static void laufe(char kennung, String[] args) throws Exception {
        String rechner = args.length > 0 ? args[0] : "10.0.0.1";
        int anschluss = args.length > 1 ? Integer.parseInt(args[1]) : 5311;
        Socket leitung = new Socket(rechner, anschluss);
        PrintWriter aus = new PrintWriter(new OutputStreamWriter(leitung.getOutputStream(), "UTF-8"), true);

        // Tastatur in eigenem Thread
        Thread tastatur = new Thread(() -> {
            try {
                BufferedReader t = new BufferedReader(new InputStreamReader(System.in));
                String zeile;
                while ((zeile = t.readLine()) != null) {
                    aus.println(kennung + " " + zeile);
                    System.out.println("Gesendet:  " + zeile);
                }
            } catch (IOException e) { }
        });
        tastatur.setDaemon(true);   // soll das Programm nicht am Leben halten
        tastatur.start();
        System.out.println("Ich bin " + kennung + ". Bitte Nachrichten eingeben, Bye beendet.");

        try {
            BufferedReader ein = new BufferedReader(new InputStreamReader(leitung.getInputStream(), "UTF-8"));
            String zeile;
            while ((zeile = ein.readLine()) != null) System.out.println("Empfangen: " + zeile);
        } catch (SocketException e) { }
        System.out.println("Verbindung beendet");
    }
}
