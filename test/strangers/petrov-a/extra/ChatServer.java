/*
 * CST 311, Assignment 2, extra credit
 * ChatServer.java
 * Ivan Petrov
 *
 * Two threads, each pumps the lines of one client to the other one.
 */

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.ServerSocket;
import java.net.Socket;

public class ChatServer {

    /** A client with its streams. */
    private static class Member {
        final Socket socket;
        final BufferedReader in;
        final PrintWriter out;
        final String name;

        Member(Socket socket) throws IOException {
            this.socket = socket;
            in = new BufferedReader(new InputStreamReader(socket.getInputStream()));
            out = new PrintWriter(socket.getOutputStream(), true);
            name = in.readLine();   // the first line is the name of the client
            System.out.println(name + " has joined from " + socket.getRemoteSocketAddress());
        }
    }

    /** Relays all lines from one to the other, until Bye. */
    private static void pump(Member from, Member to) {
        try {
            String line;
            while ((line = from.in.readLine()) != null) {
                System.out.println("from " + from.name + ": " + line);
                to.out.println(from.name + ": " + line);
                System.out.println("to " + to.name + ": " + from.name + ": " + line);
                if (line.trim().equalsIgnoreCase("bye")) {
                    break;
                }
            }
        } catch (IOException e) {
            // the other thread has closed the socket, that is how it ends
        }
        // Bye: terminate the connection to both clients
        try {
            from.socket.close();
            to.socket.close();
        } catch (IOException e) {
            System.out.println(e.getMessage());
        }
    }

    public static void main(String[] args) throws Exception {
        int port = args.length > 0 ? Integer.parseInt(args[0]) : 7778;
        try (ServerSocket listener = new ServerSocket(port)) {
            System.out.println("Chat server on port " + port);
            Member a = new Member(listener.accept());
            Member b = new Member(listener.accept());

            Thread t1 = new Thread(() -> pump(a, b));
            Thread t2 = new Thread(() -> pump(b, a));
            t1.start();
            t2.start();
            t1.join();
            t2.join();
        }
        System.out.println("Chat ended, both connections are closed");
    }
}
