import java.io.*;
import java.net.*;
import java.util.Scanner;

/*
 * CST 311 Assignment 2, Client (X or Y)
 * Author: Priya Chaudhary
 * Usage: java Client <X|Y> <server address>
 */
public class Client {
    private static final int PORT = 6789;

    public static void main(String[] args) throws IOException {
        if (args.length != 2) {
            System.out.println("Usage: java Client <X|Y> <server address>");
            return;
        }
        String id = args[0];

        // open the TCP connection
        try (Socket socket = new Socket(args[1], PORT)) {
            PrintWriter out = new PrintWriter(socket.getOutputStream(), true);
            BufferedReader in = new BufferedReader(
                    new InputStreamReader(socket.getInputStream()));

            // ask user for the name and send it as "X: name"
            System.out.print("Client " + id + ", your name please: ");
            System.out.flush();
            String message = id + ": " + new Scanner(System.in).nextLine();
            out.println(message);
            System.out.println("Sent: " + message);

            // wait for acknowledgement
            System.out.println("Server says: " + in.readLine());
        }
    }
}
