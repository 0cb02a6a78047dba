/*
 * CST 311 Assignment 2, Spring
 * Team 3: Daniel Kim, Rosa Delgado, Ifeanyi E., Beth Moore
 *
 * WHY MULTITHREADING?
 * BufferedReader.readLine() on a socket blocks until the peer sends something. We have
 * two peers and can't predict which of them sends first, so the server has to be
 * blocked on both at once. This is only possible with a thread for each client. The
 * threads share one Room object; its synchronized method puts the messages in
 * the order in which they were received. The same threads then relay the chat, where
 * each client can send any number of lines at any time.
 */
package edu.csumb.cst311.pa2;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;

/** Accepts the two clients, then lets one ClientHandler thread serve each of them. */
public class Server {
    public static final int DEFAULT_PORT = 6311;

    public static void main(String[] args) throws IOException, InterruptedException {
        int port = args.length > 0 ? Integer.parseInt(args[0]) : DEFAULT_PORT;
        Room room = new Room();
        ClientHandler[] handlers = new ClientHandler[2];

        try (ServerSocket welcome = new ServerSocket(port)) {
            System.out.println("Server listening on port " + port);
            // both clients are accepted before anything is read from either
            for (int i = 0; i < 2; i++) {
                Socket s = welcome.accept();
                System.out.println("Accepted " + s.getRemoteSocketAddress());
                handlers[i] = new ClientHandler(s, room);
                room.add(handlers[i]);
            }
        }
        Thread[] threads = new Thread[2];
        for (int i = 0; i < 2; i++) {
            threads[i] = new Thread(handlers[i], "client-" + (i + 1));
            threads[i].start();
        }
        for (Thread t : threads) {
            t.join();
        }
        System.out.println("Both clients are gone, server ends.");
    }
}
