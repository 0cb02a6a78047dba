/*
 * CST 311 - Assignment 2 - Server                          Rania Haddad
 *
 * Why multithreading is needed:
 * The read from a socket blocks the thread that calls it. The server does not know in
 * advance which of the two clients will write first, so it must be waiting on both
 * sockets simultaneously. One thread per client does this; a shared object
 * (Arrivals) with synchronized methods records the order.
 */
package edu.cst311;

import java.io.*;
import java.net.*;
import java.util.*;

public class AckServer {

    /** Shared between the two handler threads. */
    static class Arrivals {
        private final List<String> list = new ArrayList<>();

        /** Adds a message and tells everybody who waits. */
        synchronized void add(String m) {
            list.add(m);
            System.out.println("[" + list.size() + "] received  " + m);
            notifyAll();
        }

        /** Blocks until both messages are here, then gives the sentence. */
        synchronized String verdict() throws InterruptedException {
            while (list.size() < 2) wait();
            return list.get(0) + " received before " + list.get(1);
        }
    }

    /** Handles one client. */
    static class Handler extends Thread {
        private final Socket socket;
        private final Arrivals arrivals;

        Handler(Socket socket, Arrivals arrivals) {
            this.socket = socket;
            this.arrivals = arrivals;
        }

        @Override
        public void run() {
            try (BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream()));
                 PrintWriter out = new PrintWriter(socket.getOutputStream(), true)) {
                arrivals.add(in.readLine());          // blocks
                String v = arrivals.verdict();        // blocks until the other one is there
                out.println(v);
                System.out.println("    sent      " + v + "   to " + socket.getInetAddress().getHostAddress());
            } catch (IOException | InterruptedException e) {
                System.err.println("client lost: " + e.getMessage());
            }
        }
    }

    public static void main(String[] args) throws IOException {
        int port = Integer.parseInt(args[0]);
        Arrivals arrivals = new Arrivals();
        try (ServerSocket ss = new ServerSocket(port)) {
            System.out.println("server on port " + port);
            // accept both BEFORE any thread may read
            Socket first = ss.accept();
            System.out.println("one client connected");
            Socket second = ss.accept();
            System.out.println("both clients connected");
            new Handler(first, arrivals).start();
            new Handler(second, arrivals).start();
        }
    }
}
