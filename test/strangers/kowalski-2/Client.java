/*
 * CST 311 - Programming Assignment 2 - Client
 * Author: Adam Kowalski
 * run:  java Client X 10.0.0.1     (or Y)
 */
import java.io.*;
import java.net.*;

public class Client {
    public static void main(String[] args) throws Exception {
        if (args.length < 2) {
            System.out.println("usage: java Client X|Y server");
            return;
        }
        String letter = args[0];
        Socket s = new Socket(args[1], 5678);
        BufferedReader in = new BufferedReader(new InputStreamReader(s.getInputStream()));
        PrintWriter out = new PrintWriter(s.getOutputStream(), true);
        BufferedReader kb = new BufferedReader(new InputStreamReader(System.in));

        // first message with the name
        System.out.print("Name: ");
        System.out.flush();
        String msg = letter + ": " + kb.readLine();
        out.println(msg);
        System.out.println("Sent: " + msg);

        // this thread prints all that comes from the server
        Thread t = new Thread(() -> {
            try {
                String line;
                while ((line = in.readLine()) != null)
                    System.out.println("Received: " + line);
            } catch (IOException e) { }
            System.out.println("Chat is over.");
            System.exit(0);   // keyboard thread is still blocked
        });
        t.start();

        // keyboard -> server
        String line;
        while ((line = kb.readLine()) != null) {
            out.println(letter + ": " + line);
            System.out.println("Sent: " + letter + ": " + line);
        }
    }
}
