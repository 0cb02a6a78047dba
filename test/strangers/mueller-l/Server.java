/*
 * PA2 Server - Jonas Mueller
 *
 * Warum / why multithreading: readLine() blockiert (blocks). One thread per client lets the server wait
 * for both messages at the same time; the order in the shared list is then the real order of arrival.
 */
import java.io.*;
import java.net.*;
import java.util.*;
import java.util.concurrent.CountDownLatch;

public class Server {
    /** Reihenfolge der Nachrichten, geschuetzt durch synchronized */
    static final List<String> reihenfolge = new ArrayList<>();
    /** zaehlt herunter wenn eine Nachricht da ist */
    static final CountDownLatch beideDa = new CountDownLatch(2);

    /** Thread fuer einen Client */
    static class Bediener extends Thread {
        private final Socket leitung;
        private final BufferedReader ein;
        private final PrintWriter aus;

        Bediener(Socket leitung) throws IOException {
            this.leitung = leitung;
            ein = new BufferedReader(new InputStreamReader(leitung.getInputStream()));
            aus = new PrintWriter(leitung.getOutputStream(), true);   // autoflush
        }

        @Override
        public void run() {
            try {
                String nachricht = ein.readLine();
                synchronized (reihenfolge) {
                    reihenfolge.add(nachricht);
                    System.out.println("Empfangen: " + nachricht);
                }
                beideDa.countDown();
                beideDa.await();      // auf den anderen warten
                String antwort = reihenfolge.get(0) + " received before " + reihenfolge.get(1);
                aus.println(antwort);
                System.out.println("Gesendet: " + antwort);
                leitung.close();
            } catch (IOException | InterruptedException e) {
                e.printStackTrace();
            }
        }
    }

    public static void main(String[] args) throws IOException {
        ServerSocket tuer = new ServerSocket(4711);
        System.out.println("Server laeuft auf Port 4711");
        // erst beide Verbindungen annehmen ...
        Bediener a = new Bediener(tuer.accept());
        System.out.println("1 verbunden");
        Bediener b = new Bediener(tuer.accept());
        System.out.println("2 verbunden");
        // ... dann erst lesen
        a.start();
        b.start();
        tuer.close();
    }
}
