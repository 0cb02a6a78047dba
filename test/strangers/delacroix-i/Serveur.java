/*
 * Serveur.java - Camille Delacroix, CST 311, Assignment 2
 *
 * Multithreading: readLine() is blocking. The server has to wait for two clients simultaneously
 * and must not prefer the one who connected first. So there is one thread by client. They share
 * an AtomicInteger (the rank of arrival) and an array, and two CountDownLatch to synchronise.
 */
import java.io.*;
import java.net.*;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

public class Serveur {
    static final int PORT = 4711;

    /** rank of the next message that arrives */
    static final AtomicInteger rank = new AtomicInteger();
    static final String[] arrived = new String[2];
    /** open when both clients are connected */
    static final CountDownLatch connected = new CountDownLatch(2);
    /** open when both messages have been stored */
    static final CountDownLatch stored = new CountDownLatch(2);

    public static void main(String[] args) throws Exception {
        try (ServerSocket ss = new ServerSocket(PORT)) {
            System.out.println("Server listens on " + PORT);
            Thread[] threads = new Thread[2];
            for (int i = 0; i < 2; i++) {
                Socket s = ss.accept();
                System.out.println("Accepted " + s.getRemoteSocketAddress());
                threads[i] = new Thread(() -> serve(s));
                threads[i].start();
                connected.countDown();
            }
            for (Thread t : threads) t.join();
        }
        System.out.println("End of server");
    }

    /** The life of one client */
    static void serve(Socket s) {
        try (s;
             BufferedReader in = new BufferedReader(new InputStreamReader(s.getInputStream()));
             PrintWriter out = new PrintWriter(s.getOutputStream(), true)) {
            connected.await();                       // criterion 5
            String line = in.readLine();             // "X: Alice"
            int r = rank.getAndIncrement();          // criterion 6: rank of the message
            arrived[r] = line;
            System.out.println("Message no. " + (r + 1) + ": " + line);
            stored.countDown();
            stored.await();
            String answer = arrived[0] + " received before " + arrived[1];
            out.println(answer);
            System.out.println("Sent to " + line.charAt(0) + ": " + answer);
        } catch (IOException | InterruptedException e) {
            System.err.println("Problem: " + e);
        }
    }
}
