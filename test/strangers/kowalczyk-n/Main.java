import java.io.*;
import java.net.*;
import java.util.*;
import java.util.concurrent.*;

// Assignment 2, Tomasz Kowalczyk
// Multithreading is necessary because multiple clients send to one server at the same time
// and each of them needs its own thread that waits for the message.
public class Main {
    static Scanner kbd = new Scanner(System.in);
    static int port = 2222;

    public static void main(String[] a) throws Exception {
        System.out.println("1 - server");
        System.out.println("2 - client X");
        System.out.println("3 - client Y");
        System.out.print("Your choice: ");
        int choice = Integer.parseInt(kbd.nextLine().trim());
        switch (choice) {
            case 1: server(); break;
            case 2: client("X"); break;
            case 3: client("Y"); break;
            default: System.out.println("1, 2 or 3!");
        }
    }

    // the server
    static void server() throws Exception {
        ServerSocket ss = new ServerSocket(port);
        ExecutorService pool = Executors.newFixedThreadPool(2);
        System.out.println("Waiting for clients on port " + port);
        List<Socket> sockets = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            sockets.add(ss.accept());
            System.out.println("Client connected");
        }
        // both are connected, start the reading threads
        List<Future<String>> results = new ArrayList<>();
        for (Socket s : sockets) {
            results.add(pool.submit(() -> {
                DataInputStream in = new DataInputStream(s.getInputStream());
                String m = in.readUTF();
                System.out.println("Received: " + m);
                return m;
            }));
        }
        // get the results in the order they were received
        String first = results.get(0).get();
        String second = results.get(1).get();
        String ack = first + " received before " + second;
        for (Socket s : sockets) {
            new DataOutputStream(s.getOutputStream()).writeUTF(ack);
            System.out.println("Sent: " + ack);
        }
        pool.shutdown();
    }

    // the client, name is X or Y
    static void client(String name) throws Exception {
        System.out.print("IP of the server: ");
        String ip = kbd.nextLine().trim();
        Socket s = new Socket(ip, port);
        System.out.print("Message: ");
        String m = name + ": " + kbd.nextLine();
        new DataOutputStream(s.getOutputStream()).writeUTF(m);
        System.out.println("Sent: " + m);
        System.out.println("Received: " + new DataInputStream(s.getInputStream()).readUTF());
    }
}
