package edu.chat;

// Sofia Ramirez - CST311 - Assignment 2 with extra credit
//
// Why do we need multithreading? Reading from a socket blocks. The server must be able to hear
// both clients at any time (to know who was first, and later to relay the chat both ways), so each client
// is read by its own thread from a pool. The threads share a BlockingQueue.

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;

public class ChatServer {

    /** a line of text and which client (0 or 1) sent it; text null = client closed */
    private record Event(int who, String text) { }

    private final BlockingQueue<Event> inbox = new LinkedBlockingQueue<>();
    private final Socket[] sockets = new Socket[2];
    private final PrintStream[] outs = new PrintStream[2];
    private final String[] ids = new String[2];

    // reads lines of one client into the shared queue
    private void pump(int who) {
        try {
            BufferedReader in = new BufferedReader(new InputStreamReader(sockets[who].getInputStream()));
            String line;
            while ((line = in.readLine()) != null) {
                inbox.add(new Event(who, line));
            }
        } catch (IOException ignored) {
            // closed while reading, same as end of stream
        }
        inbox.add(new Event(who, null));
    }

    private void send(int who, String text) {
        System.out.println("to " + ids[who] + "   | " + text);
        outs[who].println(text);
    }

    private void run(int port) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(2);
        try (ServerSocket ss = new ServerSocket(port)) {
            // both have to be connected before we read
            for (int i = 0; i < 2; i++) {
                sockets[i] = ss.accept();
                outs[i] = new PrintStream(sockets[i].getOutputStream(), true);
                System.out.println("connected: " + sockets[i].getRemoteSocketAddress());
            }
        }
        pool.submit(() -> pump(0));
        pool.submit(() -> pump(1));

        // Every client sends its letter and name in the first line: "X Alice"
        String[] names = new String[2];
        String ack = null;
        boolean open = true;
        while (open) {
            Event e = inbox.take();
            if (e.text() == null) break;
            if (ids[e.who()] == null) {
                // first message of this client
                String[] p = e.text().split(" ", 2);
                ids[e.who()] = p[0];
                names[e.who()] = p[0] + ": " + p[1];
                System.out.println("from " + p[0] + " | " + p[1]);
                if (ack == null) {
                    ack = names[e.who()] + " received before ";
                } else {
                    ack += names[e.who()];
                    send(0, ack);
                    send(1, ack);
                }
                continue;
            }
            // chat: relay to the other one
            System.out.println("from " + ids[e.who()] + " | " + e.text());
            int other = 1 - e.who();
            if (ids[other] == null) continue; // other has not introduced itself yet
            send(other, ids[e.who()] + ": " + e.text());
            if (e.text().equalsIgnoreCase("bye")) open = false;
        }
        // Bye: close both
        for (Socket s : sockets) s.close();
        pool.shutdown();
        System.out.println("all connections closed");
    }

    public static void main(String[] args) throws Exception {
        new ChatServer().run(args.length > 0 ? Integer.parseInt(args[0]) : 20000);
    }
}
