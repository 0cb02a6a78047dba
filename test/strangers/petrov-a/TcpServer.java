/*
 * CST 311, Assignment 2
 * TcpServer.java
 * Ivan Petrov
 *
 * Why is multithreading necessary?
 *
 * Reading from a socket blocks the calling thread until data is available. The
 * server has two sockets (client X and client Y), and which of them will deliver data first
 * is only known when it happens. One thread can only be blocked on one socket, so
 * a single-threaded server would process the messages in the order of its
 * own read calls (normally the order of the connections) and not in the order in which
 * the messages arrive. With one thread per client both sockets are read
 * concurrently. The threads report to a shared object (Referee) whose methods are
 * synchronized, and the first thread to report is the first message received.
 */

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

public class TcpServer {

    private static final int DEFAULT_PORT = 7777;

    /** Shared between the threads: the messages in order of reception. */
    private static class Referee {
        private final List<String> received = new ArrayList<>();

        /** Called by a client thread when its message has been read. */
        synchronized void messageArrived(String message) {
            received.add(message);
            System.out.println("Received (" + received.size() + "): " + message);
            notifyAll();
        }

        /** Blocks until both messages are there and builds the acknowledgement. */
        synchronized String awaitVerdict() throws InterruptedException {
            while (received.size() < 2) {
                wait();
            }
            return received.get(0) + " received before " + received.get(1);
        }
    }

    /** One of these runs for every client. */
    private static class ClientThread extends Thread {
        private final Socket socket;
        private final Referee referee;

        ClientThread(Socket socket, Referee referee) {
            this.socket = socket;
            this.referee = referee;
        }

        @Override
        public void run() {
            try (BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream()));
                 PrintWriter out = new PrintWriter(socket.getOutputStream(), true)) {
                String message = in.readLine();
                if (message == null) {
                    System.out.println("Client left without a message");
                    return;
                }
                referee.messageArrived(message);
                String verdict = referee.awaitVerdict();
                out.println(verdict);
                System.out.println("Sent to client " + message.charAt(0) + ": " + verdict);
            } catch (IOException | InterruptedException e) {
                System.out.println("Error: " + e.getMessage());
            }
        }
    }

    public static void main(String[] args) throws Exception {
        int port = args.length > 0 ? Integer.parseInt(args[0]) : DEFAULT_PORT;
        Referee referee = new Referee();

        try (ServerSocket listener = new ServerSocket(port)) {
            System.out.println("Server is listening on port " + port);

            // Accept both connections before anything is read
            Socket first = listener.accept();
            System.out.println("First connection: " + first.getRemoteSocketAddress());
            Socket second = listener.accept();
            System.out.println("Second connection: " + second.getRemoteSocketAddress());

            // Now the threads may start to read
            ClientThread t1 = new ClientThread(first, referee);
            ClientThread t2 = new ClientThread(second, referee);
            t1.start();
            t2.start();
            t1.join();
            t2.join();
        }
        System.out.println("Server done");
    }
}
