import java.io.*;
import java.net.*;
import java.util.*;
import java.util.concurrent.*;

/*
 * CST 311 Assignment 2, Server
 * Author: Priya Chaudhary
 *
 * WHY MULTITHREADING IS NEEDED:
 * readLine() on a socket blocks until that client sends something. The server has two
 * sockets and must notice the message that comes first, whichever client it is from.
 * One thread can only block on one socket, so it would find the order in which it
 * reads and not the order in which the messages arrive. Two threads block in parallel
 * and both report to the same BlockingQueue (shared data).
 */
public class Server {

    /** port on which the server waits */
    private static final int PORT = 6789;

    /** Reads one line from its client and puts it in the shared queue. */
    static class Receiver extends Thread {
        private final Socket socket;
        private final BlockingQueue<String> inbox;

        Receiver(Socket socket, BlockingQueue<String> inbox) {
            this.socket = socket;
            this.inbox = inbox;
        }

        @Override
        public void run() {
            try {
                BufferedReader in = new BufferedReader(
                        new InputStreamReader(socket.getInputStream()));
                String line = in.readLine();
                inbox.put(line == null ? "(nothing)" : line);
            } catch (IOException | InterruptedException e) {
                System.err.println("Receiver failed: " + e);
            }
        }
    }

    public static void main(String[] args) throws Exception {
        try (ServerSocket welcome = new ServerSocket(PORT)) {
            System.out.println("Server waiting on port " + PORT);

            // 1. Accept both clients. No data is read yet.
            List<Socket> clients = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                Socket s = welcome.accept();
                clients.add(s);
                System.out.println("Client connected: " + s.getRemoteSocketAddress());
            }

            // 2. Only now start the receiver threads.
            BlockingQueue<String> inbox = new LinkedBlockingQueue<>();
            for (Socket s : clients) {
                new Receiver(s, inbox).start();
            }

            // 3. take() gives the messages in order of receipt
            String first = inbox.take();
            System.out.println("Received first:  " + first);
            String second = inbox.take();
            System.out.println("Received second: " + second);

            // 4. Acknowledge to both clients
            String ack = first + " received before " + second;
            for (Socket s : clients) {
                PrintWriter out = new PrintWriter(s.getOutputStream(), true);
                out.println(ack);
                System.out.println("Sent to " + s.getRemoteSocketAddress() + ": " + ack);
                s.close();
            }
        }
    }
}
