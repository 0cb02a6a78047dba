/*
 * Server.java  - Assignment 2 - Sofia Lindqvist
 *
 * Why multithreading is needed:
 * readLine() blocks the thread that calls it. If there was only the main thread it would
 * have to read from X and then from Y (or the other way round) and so it could never tell which
 * message really came first. With one thread for each client, both are being read
 * at the same time and the one that gets the message first adds it first to the shared list.
 */
import java.io.*;
import java.net.*;
import java.util.*;
import java.util.concurrent.CountDownLatch;

public class Server {
    static final int PORT = 6789;
    // shared by the threads, messages in the order they were received
    static final List<String> order = Collections.synchronizedList(new ArrayList<>());
    // goes to 0 when both messages are here
    static final CountDownLatch latch = new CountDownLatch(2);

    public static void main(String[] args) throws Exception {
        ServerSocket welcome = new ServerSocket(PORT);
        System.out.println("Server: waiting for two clients on port " + PORT);

        // 1. accept both clients
        Socket one = welcome.accept();
        System.out.println("Server: first client connected " + one.getInetAddress());
        Socket two = welcome.accept();
        System.out.println("Server: second client connected " + two.getInetAddress());

        // 2. tell them that they may send
        new PrintWriter(one.getOutputStream(), true).println("READY");
        new PrintWriter(two.getOutputStream(), true).println("READY");
        System.out.println("Server: sent READY to both clients");

        // 3. a thread for each
        new Thread(() -> serve(one)).start();
        new Thread(() -> serve(two)).start();
        latch.await();
        welcome.close();
    }

    /** Reads the message of one client, waits for the other one and sends the acknowledgement. */
    static void serve(Socket s) {
        try {
            BufferedReader in = new BufferedReader(new InputStreamReader(s.getInputStream()));
            PrintWriter out = new PrintWriter(s.getOutputStream(), true);
            String msg = in.readLine();
            synchronized (order) {
                order.add(msg);
                System.out.println("Server: received \"" + msg + "\"");
            }
            latch.countDown();
            latch.await();
            String ack = order.get(0) + " received before " + order.get(1);
            out.println(ack);
            System.out.println("Server: sent \"" + ack + "\"");
            s.close();
        } catch (Exception e) {
            e.printStackTrace();
        }
    }
}
