/* CST 311 - Assignment 2 - Client X or Y (argument)         Rania Haddad */
package edu.cst311;

import java.io.*;
import java.net.Socket;
import java.util.Scanner;

public class AckClient {
    public static void main(String[] args) throws IOException {
        // make gives these with -D
        String host = System.getProperty("server.host", "10.0.0.1");
        int port = Integer.getInteger("server.port", 4311);
        String id = args[0];

        try (Socket s = new Socket(host, port)) {
            BufferedReader in = new BufferedReader(new InputStreamReader(s.getInputStream()));
            PrintWriter out = new PrintWriter(s.getOutputStream(), true);

            System.out.print("Client " + id + ", your message: ");
            String text = new Scanner(System.in).nextLine();
            out.println(id + ": " + text);
            System.out.println("sent      " + id + ": " + text);

            // wait for the acknowledgement
            System.out.println("received  " + in.readLine());
        }
    }
}
