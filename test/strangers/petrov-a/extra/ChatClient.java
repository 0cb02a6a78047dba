/*
 * CST 311, Assignment 2, extra credit
 * ChatClient.java
 * Ivan Petrov
 *
 * java ChatClient X 10.0.0.1
 */

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.Socket;

public class ChatClient {

    public static void main(String[] args) throws Exception {
        String name = args[0];
        String server = args[1];
        int port = args.length > 2 ? Integer.parseInt(args[2]) : 7778;

        Socket socket = new Socket(server, port);
        BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream()));
        PrintWriter out = new PrintWriter(socket.getOutputStream(), true);
        out.println(name);
        System.out.println("You are " + name + ". Type messages, Bye to exit.");

        // the receiving side is a thread of its own
        new Thread(() -> {
            try {
                String line;
                while ((line = in.readLine()) != null) {
                    System.out.println("received  " + line);
                }
            } catch (IOException e) {
                // closed
            }
            System.out.println("Connection closed by the server");
            System.exit(0);
        }).start();

        // the main thread reads the keyboard
        BufferedReader keyboard = new BufferedReader(new InputStreamReader(System.in));
        String text;
        while ((text = keyboard.readLine()) != null) {
            out.println(text);
            System.out.println("sent      " + name + ": " + text);
        }
    }
}
