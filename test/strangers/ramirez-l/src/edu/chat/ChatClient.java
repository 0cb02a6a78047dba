package edu.chat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.Socket;
import java.util.Scanner;

/** Chat client, one program for X and Y. Asks for letter and name. args: host [port] */
public class ChatClient {
    public static void main(String[] args) throws Exception {
        String host = args.length > 0 ? args[0] : "10.0.0.1";
        int port = args.length > 1 ? Integer.parseInt(args[1]) : 20000;
        Socket socket = new Socket(host, port);
        PrintStream out = new PrintStream(socket.getOutputStream(), true);
        Scanner kb = new Scanner(System.in);

        System.out.print("Client letter (X/Y): ");
        String id = kb.nextLine().trim();
        System.out.print("Your message: ");
        String first = kb.nextLine().trim();
        out.println(id + " " + first);
        System.out.println("SENT     " + id + ": " + first);

        // print incoming lines in the background
        new Thread(() -> {
            try {
                BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream()));
                String l;
                while ((l = in.readLine()) != null) System.out.println("RECEIVED " + l);
            } catch (Exception e) {
                // socket closed
            }
            System.out.println("Chat ended.");
            System.exit(0);
        }).start();

        // everything typed goes to the server
        while (kb.hasNextLine()) {
            String l = kb.nextLine();
            out.println(l);
            System.out.println("SENT     " + l);
        }
    }
}
