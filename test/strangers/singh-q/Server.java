// Harpreet Singh
// CST 311 Assignment 2, Server
//
// Why multithreading: the server has to block on the input stream of two sockets
// simultaneously. A thread can block on one stream only. So we need as many
// threads as there are clients, otherwise the message of one of them stays
// unread in the buffer although it was there first.

import java.io.*;
import java.net.*;
import java.util.*;
import java.util.concurrent.*;

public class Server {
    static final int PORT = 8189;
    // filled by worker threads, in order of arrival
    static final BlockingQueue<String> received = new LinkedBlockingQueue<>();
    static final PrintWriter[] writers = new PrintWriter[2];
    // counts down to zero when both clients have connected
    static final CountDownLatch bothConnected = new CountDownLatch(2);
    static final CountDownLatch acked = new CountDownLatch(1);

    public static void main(String[] args) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(2);
        ServerSocket server = new ServerSocket(PORT);
        System.out.println("Server running on " + PORT);

        char letter = 'X';
        for (int i = 0; i < 2; i++) {
            final Socket s = server.accept();
            final char me = letter++;
            final int index = i;
            writers[i] = new PrintWriter(s.getOutputStream(), true);
            writers[i].println("WELCOME " + me);  // the first one is X, the second one is Y
            System.out.println("Client " + me + " connected");
            pool.submit(() -> work(s, me, index));
            bothConnected.countDown();
        }

        // take() blocks until there is something
        String first = received.take();
        String second = received.take();
        for (PrintWriter w : writers) {
            w.println(first + " received before " + second);
        }
        acked.countDown();
    }

    // executed by the pool
    static void work(Socket s, char me, int index) {
        try {
            bothConnected.await();
            BufferedReader in = new BufferedReader(new InputStreamReader(s.getInputStream()));
            String line = in.readLine();
            System.out.println("Received from " + me + ": " + line);
            received.put(me + ": " + line);
            acked.await();
            // chat (extra credit)
            while ((line = in.readLine()) != null) {
                System.out.println("Received from " + me + ": " + line);
                writers[1 - index].println(me + ": " + line);
                // TODO Bye
            }
        } catch (Exception e) {
            e.printStackTrace();
        }
    }
}
