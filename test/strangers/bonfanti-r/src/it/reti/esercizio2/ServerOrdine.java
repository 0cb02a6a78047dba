/*
 * Esercizio 2 - Reti di calcolatori - Giulia Bonfanti
 *
 * Perche' serve il multithreading?
 * La lettura da un socket e' bloccante: un unico thread che legge prima da X non si accorge se Y ha gia'
 * scritto. Con un thread lettore per ogni client le due letture procedono in parallelo, e ciascuno
 * deposita il messaggio in una coda condivisa (BlockingQueue): l'ordine nella coda e' l'ordine di arrivo.
 */
package it.reti.esercizio2;

import java.io.*;
import java.net.*;
import java.util.*;
import java.util.concurrent.*;

public class ServerOrdine {

    static final int PORTA = 16000;

    public static void main(String[] args) throws Exception {
        BlockingQueue<Messaggio> coda = new LinkedBlockingQueue<>();
        List<Socket> clienti = new ArrayList<>();

        try (ServerSocket ascolto = new ServerSocket(PORTA)) {
            System.out.println("Server in ascolto sulla porta " + PORTA);
            // prima si accettano entrambe le connessioni
            while (clienti.size() < 2) {
                Socket s = ascolto.accept();
                System.out.println("Connesso " + s.getInetAddress().getHostAddress());
                clienti.add(s);
            }
        }

        // poi un lettore per ogni client
        ExecutorService lettori = Executors.newFixedThreadPool(2);
        for (Socket s : clienti) {
            lettori.submit(new Lettore(s, coda));
        }

        // take() si blocca finche' nella coda non c'e' qualcosa
        Messaggio primo = coda.take();
        System.out.println("Ricevuto per primo: " + primo);
        Messaggio secondo = coda.take();
        System.out.println("Ricevuto per secondo: " + secondo);

        String conferma = primo + " ricevuto prima di " + secondo;
        for (Socket s : clienti) {
            DataOutputStream uscita = new DataOutputStream(s.getOutputStream());
            uscita.writeUTF(conferma);
            System.out.println("Inviato a " + s.getInetAddress().getHostAddress() + ": " + conferma);
        }
        lettori.shutdown();
        for (Socket s : clienti) s.close();
    }
}
