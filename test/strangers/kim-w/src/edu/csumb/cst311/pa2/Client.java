package edu.csumb.cst311.pa2;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.Socket;

/**
 * Client X or Y.
 * Usage: java edu.csumb.cst311.pa2.Client X 10.0.0.1 [port]
 */
public class Client {
    public static void main(String[] args) throws IOException {
        if (args.length < 2) {
            System.err.println("Usage: Client X|Y host [port]");
            System.exit(2);
        }
        String name = args[0];
        int port = args.length > 2 ? Integer.parseInt(args[2]) : Server.DEFAULT_PORT;
        Socket socket = new Socket(args[1], port);
        BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream()));
        PrintWriter out = new PrintWriter(socket.getOutputStream(), true);
        BufferedReader keyboard = new BufferedReader(new InputStreamReader(System.in));

        // first message, sent with our letter in front
        System.out.print("Client " + name + ", enter your message: ");
        System.out.flush();
        String message = name + ": " + keyboard.readLine();
        out.println(message);
        System.out.println("Sent: " + message);
        System.out.println("From server: " + in.readLine());

        // this thread prints what is received while main reads the keyboard
        Thread receiver = new Thread(() -> {
            try {
                String line;
                while ((line = in.readLine()) != null) {
                    System.out.println("Received " + line);
                }
            } catch (IOException e) {
                // closed
            }
            System.out.println("Connection closed.");
            System.exit(0);
        });
        receiver.start();

        System.out.println("Chat now, Bye to exit.");
        String line;
        while ((line = keyboard.readLine()) != null) {
            out.println(line);
            System.out.println("Sent " + name + ": " + line);
        }
    }
}
