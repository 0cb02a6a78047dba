package reti;

import java.io.*;
import java.net.*;
import java.util.Scanner;

/** Use: java reti.Client host porta lettera */
public class Client {
    public static void main(String[] args) throws IOException {
        if (args.length < 3) {
            System.out.println("Uso: java reti.Client <host> <porta> <X|Y>");
            return;
        }
        try (Socket s = new Socket(args[0], Integer.parseInt(args[1]));
             Scanner tastiera = new Scanner(System.in)) {
            BufferedReader in = new BufferedReader(new InputStreamReader(s.getInputStream()));
            PrintWriter out = new PrintWriter(s.getOutputStream(), true);

            // ask the name and send the message
            System.out.print("Nome: ");
            String messaggio = args[2] + ": " + tastiera.nextLine();
            out.println(messaggio);
            System.out.println("Inviato: " + messaggio);

            // acknowledgement
            System.out.println("Dal server: " + in.readLine());
        }
    }
}
