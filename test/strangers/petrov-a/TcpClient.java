/*
 * CST 311, Assignment 2
 * TcpClient.java - used for client X and for client Y
 * Ivan Petrov
 *
 * java TcpClient X Alice 10.0.0.1 [port]
 * java TcpClient Y Bob   10.0.0.1 [port]
 */

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.Socket;
import java.util.Scanner;

public class TcpClient {

    public static void main(String[] args) throws Exception {
        if (args.length < 3) {
            System.out.println("usage: java TcpClient X|Y message server [port]");
            return;
        }
        String message = args[0] + ": " + args[1];
        String server = args[2];
        int port = args.length > 3 ? Integer.parseInt(args[3]) : 7777;

        // open the TCP connection
        try (Socket socket = new Socket(server, port);
             PrintWriter out = new PrintWriter(socket.getOutputStream(), true);
             BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream()))) {

            System.out.println("Client " + args[0] + " connected. Press Enter to send \"" + message + "\"");
            new Scanner(System.in).nextLine();

            // send the message
            out.println(message);
            System.out.println("Sent: " + message);

            // wait for the acknowledgement
            System.out.println("Received: " + in.readLine());
        }
    }
}
