package it.reti.esercizio2;

import java.io.*;
import java.net.Socket;
import java.util.concurrent.BlockingQueue;

/** Compito eseguito da un thread del pool: legge un messaggio e lo mette in coda. */
class Lettore implements Runnable {
    private final Socket socket;
    private final BlockingQueue<Messaggio> coda;

    Lettore(Socket socket, BlockingQueue<Messaggio> coda) {
        this.socket = socket;
        this.coda = coda;
    }

    @Override
    public void run() {
        try {
            DataInputStream ingresso = new DataInputStream(socket.getInputStream());
            // il client manda due stringhe: lettera e testo
            String lettera = ingresso.readUTF();
            String testo = ingresso.readUTF();
            coda.put(new Messaggio(lettera, testo));
        } catch (IOException | InterruptedException e) {
            System.err.println("errore nella lettura: " + e.getMessage());
        }
    }
}
