package it.reti.esercizio2;

import java.io.*;
import java.net.Socket;
import java.util.Scanner;

/** Client: argomenti lettera e indirizzo del server. */
public class ClientOrdine {
    public static void main(String[] args) throws IOException {
        String lettera = args[0];
        String indirizzo = args[1];
        try (Socket socket = new Socket(indirizzo, ServerOrdine.PORTA)) {
            DataOutputStream uscita = new DataOutputStream(socket.getOutputStream());
            DataInputStream ingresso = new DataInputStream(socket.getInputStream());

            System.out.print("Scrivi il messaggio del client " + lettera + ": ");
            String testo = new Scanner(System.in).nextLine();

            uscita.writeUTF(lettera);
            uscita.writeUTF(testo);
            System.out.println("Inviato: " + testo);

            // conferma con l'ordine di arrivo
            System.out.println("Dal server: " + ingresso.readUTF());
        }
    }
}
