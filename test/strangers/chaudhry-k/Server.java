// Bilal Chaudhry - Programming Assignment 2
// Multithreading is needed here so the server is able to receive from client X and client Y
// in parallel. A single threaded server would process one client, finish, then process next.
import java.io.*;
import java.net.*;
import java.util.concurrent.*;

public class Server {
    public static void main(String[] args) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(2);
        ServerSocket welcome = new ServerSocket(6789);
        System.out.println("Server running...");

        // wait for both clients
        Socket s1 = welcome.accept();
        System.out.println("Client connected");
        Socket s2 = welcome.accept();
        System.out.println("Client connected");

        DataInputStream in1 = new DataInputStream(s1.getInputStream());
        DataInputStream in2 = new DataInputStream(s2.getInputStream());
        DataOutputStream out1 = new DataOutputStream(s1.getOutputStream());
        DataOutputStream out2 = new DataOutputStream(s2.getOutputStream());

        // run reading in parallel
        Future<String> f1 = pool.submit(() -> { String m = in1.readUTF(); System.out.println("Received: " + m); return m; });
        Future<String> f2 = pool.submit(() -> { String m = in2.readUTF(); System.out.println("Received: " + m); return m; });

        String reply;
        // see which future is finished first
        String a = f1.get();
        if (f1.isDone()) {
            reply = a + " received before " + f2.get();
        } else {
            reply = f2.get() + " received before " + a;
        }

        // acknowledge
        out1.writeUTF(reply);
        out2.writeUTF(reply);
        System.out.println("Sent to both clients: " + reply);
        pool.shutdown();
        s1.close();
        s2.close();
        welcome.close();
    }
}
