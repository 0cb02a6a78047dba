/*
 * Server.java
 * Author: Thao Nguyen
 *
 * WHY MULTITHREADING IS NEEDED
 * readLine() blocks until a line comes. If there is only the main thread then
 * the server waits on client X and cannot hear client Y, even when Y was
 * faster. Therefore every client gets its own Handler thread. The threads share
 * the ArrayList "arrived" (synchronized), so whoever adds first was first.
 */
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

public class Server {

    /** messages in the order they were received */
    static final List<String> arrived = new ArrayList<>();
    /** goes to zero when both messages are here */
    static final CountDownLatch bothHere = new CountDownLatch(2);

    /** One thread for one client. */
    static class Handler extends Thread {
        final Socket socket;
        final BufferedReader in;
        final PrintWriter out;
        Handler partner;

        Handler(Socket socket) throws IOException {
            this.socket = socket;
            in = new BufferedReader(new InputStreamReader(socket.getInputStream()));
            out = new PrintWriter(socket.getOutputStream(), true);
        }

        @Override
        public void run() {
            try {
                // the first message, like "X: Alice"
                String message = in.readLine();
                synchronized (arrived) {
                    arrived.add(message);
                    System.out.println("Server received: " + message);
                }
                bothHere.countDown();
                bothHere.await();
                String ack = arrived.get(0) + " received before " + arrived.get(1);
                out.println(ack);
                System.out.println("Server sent: " + ack);
                chat(message.substring(0, 1));
            } catch (IOException | InterruptedException e) {
                System.out.println("Handler stopped: " + e.getMessage());
            }
        }

        /** Extra credit: give every line to the partner, until Bye. */
        void chat(String letter) throws IOException {
            String line;
            while ((line = in.readLine()) != null) {
                System.out.println(letter + " > " + line);
                partner.out.println(letter + " > " + line);
                if (line.equalsIgnoreCase("Bye")) {
                    break;
                }
            }
            // terminate the connection
            socket.close();
            System.out.println("Connection of " + letter + " terminated");
        }
    }

    public static void main(String[] args) throws Exception {
        int port = args.length > 0 ? Integer.parseInt(args[0]) : 6789;
        try (ServerSocket welcome = new ServerSocket(port)) {
            System.out.println("Server listens on " + port);
            // accept both before the threads are started
            Handler a = new Handler(welcome.accept());
            System.out.println("One client connected");
            Handler b = new Handler(welcome.accept());
            System.out.println("Two clients connected");
            a.partner = b;
            b.partner = a;
            a.start();
            b.start();
            a.join();
            b.join();
        }
        System.out.println("Server ends");
    }
}
