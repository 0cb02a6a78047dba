// Jonas Mueller - CST 311 - PA2 with extra credit
//
// Why multithreading: each Leser (reader) thread blocks in readLine() on its own socket, so
// the two clients can write in any order and at any time without one waiting for
// the other. All readers put their lines in ONE BlockingQueue. The main thread takes
// them out in exactly the order in which they came in - this decides who was first.

import java.io.*;
import java.net.*;
import java.nio.charset.StandardCharsets;
import java.util.*;
import java.util.concurrent.*;

public class Vermittler {

    /** one line from one client; text == null means that he hung up */
    record Nachricht(Teilnehmer von, String text) {}

    /** one connected client */
    static class Teilnehmer {
        final String name;
        final Socket socket;
        private final BufferedWriter raus;

        Teilnehmer(String name, Socket socket) throws IOException {
            this.name = name;
            this.socket = socket;
            this.raus = new BufferedWriter(new OutputStreamWriter(socket.getOutputStream(), StandardCharsets.UTF_8));
        }

        void sende(String text) throws IOException {
            raus.write(text);
            raus.newLine();
            raus.flush();
            System.out.printf("[an  %s] %s%n", name, text);
        }
    }

    /** reader thread, only reads and puts into the queue */
    static class Leser extends Thread {
        private final Teilnehmer t;
        private final BlockingQueue<Nachricht> queue;

        Leser(Teilnehmer t, BlockingQueue<Nachricht> queue) {
            this.t = t;
            this.queue = queue;
            setDaemon(true);
        }

        @Override
        public void run() {
            try {
                var rein = new BufferedReader(new InputStreamReader(t.socket.getInputStream(), StandardCharsets.UTF_8));
                String zeile;
                while ((zeile = rein.readLine()) != null) queue.add(new Nachricht(t, zeile));
            } catch (IOException ignored) {
                // treated like hanging up
            }
            queue.add(new Nachricht(t, null));
        }
    }

    public static void main(String[] args) throws Exception {
        int port = args.length > 0 ? Integer.parseInt(args[0]) : 7777;
        var queue = new LinkedBlockingQueue<Nachricht>();
        var alle = new ArrayList<Teilnehmer>();

        try (var ss = new ServerSocket(port)) {
            System.out.println("Warte auf X und Y, port " + port);
            for (String n : List.of("X", "Y")) {
                alle.add(new Teilnehmer(n, ss.accept()));
                System.out.println(n + " connected");
            }
        }
        // both are here -> now the readers may start
        for (var t : alle) {
            t.sende("WELCOME " + t.name);
            new Leser(t, queue).start();
        }

        // phase 1: the first message of each client
        var ersteZwei = new LinkedHashMap<Teilnehmer, String>();   // keeps the insertion order
        var zuFrueh = new ArrayDeque<Nachricht>();   // second message of the same client, belongs to the chat
        while (ersteZwei.size() < 2) {
            Nachricht n = queue.take();
            if (n.text() == null) { System.out.println(n.von().name + " hung up too early"); return; }
            System.out.printf("[von %s] %s%n", n.von().name, n.text());
            if (ersteZwei.containsKey(n.von())) zuFrueh.add(n);
            else ersteZwei.put(n.von(), n.text());
        }
        var teile = new StringJoiner(" received before ");
        ersteZwei.forEach((t, text) -> teile.add(t.name + ": " + text));
        for (var t : alle) t.sende(teile.toString());

        // phase 2: chat
        boolean laeuft = true;
        while (laeuft) {
            Nachricht n = zuFrueh.isEmpty() ? queue.take() : zuFrueh.poll();
            if (n.text() == null) break;
            System.out.printf("[von %s] %s%n", n.von().name, n.text());
            for (var t : alle) if (t != n.von()) t.sende(n.von().name + ": " + n.text());
            laeuft = !n.text().trim().equalsIgnoreCase("bye");
        }
        // Bye (or hang up): both connections are closed
        for (var t : alle) t.socket.close();
        System.out.println("Ende");
    }
}
