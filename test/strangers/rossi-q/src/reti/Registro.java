package reti;

import java.util.*;

/** Monitor shared by the threads: collects the messages in order of arrival. */
class Registro {
    private final List<String> messaggi = new ArrayList<>();
    private final int quanti;

    Registro(int quanti) {
        this.quanti = quanti;
    }

    /** Adds a message and wakes up who is waiting for the last one. */
    synchronized void aggiungi(String m) {
        messaggi.add(m);
        System.out.println("Ricevuto n." + messaggi.size() + ": " + m);
        notifyAll();
    }

    /** Waits until all messages are there, then builds the answer. */
    synchronized String risposta() throws InterruptedException {
        while (messaggi.size() < quanti) {
            wait();
        }
        return String.join(" received before ", messaggi);
    }
}
