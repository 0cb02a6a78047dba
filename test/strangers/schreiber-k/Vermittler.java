/*
 * Vermittler.java - Server zu Aufgabe 2, Jutta Schreiber
 *
 * Warum braucht man mehrere Threads?
 * readLine() wartet, bis etwas kommt. Waehrend der Server auf X wartet, koennte er Y nicht
 * hoeren. Deshalb bekommt jeder Teilnehmer einen eigenen Thread; die
 * gemeinsamen Daten (Reihenfolge) liegen im Vermittler und sind mit synchronized geschuetzt.
 */
import java.io.*;
import java.net.*;
import java.util.*;

public class Vermittler {

    /** Ein Teilnehmer = ein Thread. */
    class Teilnehmer extends Thread {
        final Socket leitung;
        final BufferedReader ein;
        final PrintWriter aus;
        char kennung;
        boolean hatGesprochen = false;

        Teilnehmer(Socket leitung) throws IOException {
            this.leitung = leitung;
            ein = new BufferedReader(new InputStreamReader(leitung.getInputStream(), "UTF-8"));
            aus = new PrintWriter(new OutputStreamWriter(leitung.getOutputStream(), "UTF-8"), true);
        }

        void sende(String text) {
            aus.println(text);
            System.out.println("an  " + kennung + ": " + text);
        }

        public void run() {
            try {
                String zeile;
                while ((zeile = ein.readLine()) != null) {
                    // Zeile: Kennung, Leerzeichen, Text
                    kennung = zeile.charAt(0);
                    if (!verarbeite(this, zeile.substring(2))) break;
                }
            } catch (IOException e) {
                // Leitung wurde geschlossen
            }
            beende();
        }
    }

    private final List<Teilnehmer> alle = new ArrayList<>();
    private final List<String> reihenfolge = new ArrayList<>();

    /** Verarbeitet eine Nachricht; false heisst: Ende. Immer nur ein Thread gleichzeitig. */
    synchronized boolean verarbeite(Teilnehmer von, String text) {
        System.out.println("von " + von.kennung + ": " + text);
        if (!von.hatGesprochen) {
            von.hatGesprochen = true;
            reihenfolge.add(von.kennung + ": " + text);
            if (reihenfolge.size() == 2)
                for (Teilnehmer t : alle)
                    t.sende(reihenfolge.get(0) + " received before " + reihenfolge.get(1));
            return true;
        }
        // danach: Plauderei, an den anderen weitergeben
        for (Teilnehmer t : alle)
            if (t != von) t.sende(von.kennung + ": " + text);
        return !text.equalsIgnoreCase("Bye");
    }

    /** Schliesst beide Leitungen. */
    synchronized void beende() {
        for (Teilnehmer t : alle)
            try { t.leitung.close(); } catch (IOException e) { }
    }

    void starte(int anschluss) throws Exception {
        ServerSocket tuer = new ServerSocket(anschluss);
        System.out.println("Warte auf zwei Teilnehmer an Anschluss " + anschluss);
        while (alle.size() < 2) {
            alle.add(new Teilnehmer(tuer.accept()));
            System.out.println(alle.size() + ". Teilnehmer verbunden");
        }
        tuer.close();
        // erst jetzt zuhoeren
        for (Teilnehmer t : alle) t.start();
        for (Teilnehmer t : alle) t.join();
        System.out.println("Ende");
    }

    public static void main(String[] args) throws Exception {
        new Vermittler().starte(args.length > 0 ? Integer.parseInt(args[0]) : 5311);
    }
}
