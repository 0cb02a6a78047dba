/*
 * CST 311 - Programming Assignment 2 - Server with chat
 * Author: Adam Kowalski
 *
 * Why multithreading is needed: reading from a socket blocks. With just one thread the
 * server can only wait for one client and doesn't notice the other one was faster.
 * With two threads both clients are read in parallel, and the shared list (synchronized)
 * shows which message really came first. For the chat it is needed too because
 * X and Y may write at any time.
 *
 * compile: javac Server.java Client.java
 * run:     java Server
 */
import java.io.*;
import java.net.*;
import java.util.*;

public class Server {
    static final int PORT = 5678;
    // order of receipt, shared between the threads
    static final List<String> order = new ArrayList<>();
    static final List<Handler> handlers = new ArrayList<>();

    public static void main(String[] args) throws Exception {
        ServerSocket ss = new ServerSocket(PORT);
        System.out.println("Server waits for two clients on port " + PORT);
        // accept both first
        for (int i = 0; i < 2; i++) {
            Socket s = ss.accept();
            System.out.println("Accepted " + s.getRemoteSocketAddress());
            handlers.add(new Handler(s));
        }
        // only now start to read
        for (Handler h : handlers) h.start();
        for (Handler h : handlers) h.join();
        ss.close();
        System.out.println("Server finished");
    }

    /** One thread for each client. */
    static class Handler extends Thread {
        Socket sock;
        BufferedReader in;
        PrintWriter out;

        Handler(Socket s) throws IOException {
            sock = s;
            in = new BufferedReader(new InputStreamReader(s.getInputStream()));
            out = new PrintWriter(s.getOutputStream(), true);
        }

        public void run() {
            try {
                String msg = in.readLine();
                synchronized (order) {
                    order.add(msg);
                    System.out.println("Received: " + msg);
                    // second message: now everybody gets the acknowledgement
                    if (order.size() == 2) {
                        String ack = order.get(0) + " received before " + order.get(1);
                        for (Handler h : handlers) {
                            h.out.println(ack);
                            System.out.println("Sent: " + ack);
                        }
                    }
                }
                // chat part: relay each line to the other client
                String line;
                while ((line = in.readLine()) != null) {
                    System.out.println("Chat: " + line);
                    for (Handler h : handlers)
                        if (h != this) h.out.println(line);
                    // Bye ends the chat for both
                    if (line.endsWith("Bye")) {
                        for (Handler h : handlers) h.sock.close();
                        break;
                    }
                }
            } catch (IOException e) {
                // socket was closed by the other thread after Bye
            }
        }
    }
}
