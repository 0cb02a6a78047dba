/**
 * PA2Server - CST 311 Assignment 2
 * Team "Packet Loss": Ewa Kowalczyk, Jordan Reyes
 *
 * Multithreading is needed so that the server can block on the input of both clients at the
 * same time. Without it, the server could only read clients in the order they connected
 * and would report the wrong order if the second client was faster.
 */
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

public class PA2Server {
    // thread safe queue: messages go in when they come from the network
    static BlockingQueue<String> queue = new LinkedBlockingQueue<>();

    public static void main(String[] args) throws IOException, InterruptedException {
        ServerSocket server = new ServerSocket(4444);
        System.out.println("[SERVER] waiting for clients X and Y");
        String[] names = {"X", "Y"};
        Socket[] socks = new Socket[2];
        PrintWriter[] outs = new PrintWriter[2];

        // 1. accept both
        for (int i = 0; i < 2; i++) {
            socks[i] = server.accept();
            outs[i] = new PrintWriter(socks[i].getOutputStream(), true);
            System.out.println("[SERVER] client " + names[i] + " connected");
        }
        // 2. tell both that they can send now
        for (int i = 0; i < 2; i++) {
            outs[i].println("You are client " + names[i] + ", send your message");
            System.out.println("[SERVER] told client " + names[i] + " to send");
        }
        // 3. reader threads
        for (int i = 0; i < 2; i++) {
            final int id = i;
            new Thread(() -> {
                try {
                    BufferedReader in = new BufferedReader(new InputStreamReader(socks[id].getInputStream()));
                    String msg = names[id] + ": " + in.readLine();
                    System.out.println("[SERVER] received from " + msg);
                    queue.put(msg);
                } catch (Exception e) {
                    System.out.println("[SERVER] lost client " + names[id]);
                }
            }).start();
        }
        // 4. take both out of the queue (blocks until they are there)
        String first = queue.take();
        String second = queue.take();
        String reply = first + " received before " + second;
        // 5. acknowledge
        for (int i = 0; i < 2; i++) {
            System.out.println("[SERVER] sending to " + names[i] + ": " + reply);
            outs[i].println(reply);
            socks[i].close();
        }
        server.close();
    }
}
