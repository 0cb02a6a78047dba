// Beatriz Almeida
// CST 311 Assignment 2
//
// Why multithreading: the server has more than one client. Without threads it can only serve
// one client and the other one would have to wait until the first one is finished. With a thread
// for each client, every client has somebody who listens to it, and the threads share the variables
// first and second to see which message came first.

import java.io.*;
import java.net.*;

public class Server {

    // shared between the threads
    static String first = null;
    static String second = null;

    // thread that reads the message of one client
    static class Reader implements Runnable {
        Socket sock;

        Reader(Socket s) {
            sock = s;
        }

        public void run() {
            try {
                BufferedReader br = new BufferedReader(new InputStreamReader(sock.getInputStream()));
                String msg = br.readLine();
                System.out.println("Message from client: " + msg);
                // the first message goes to first, the other one to second
                if (first == null)
                    first = msg;
                else
                    second = msg;
            } catch (IOException e) {
                e.printStackTrace();
            }
        }
    }

    public static void main(String[] args) throws Exception {
        ServerSocket ss = new ServerSocket(4444);
        System.out.println("Waiting for the clients...");

        // accept both clients
        Socket s1 = ss.accept();
        System.out.println("1st client connected");
        Socket s2 = ss.accept();
        System.out.println("2nd client connected");

        // make the threads. join waits for the thread so that they don't
        // write to the shared variables at the same time
        Thread t1 = new Thread(new Reader(s1));
        Thread t2 = new Thread(new Reader(s2));
        t1.start();
        t1.join();
        t2.start();
        t2.join();

        String ack = first + " received before " + second;

        // send the acknowledgement to both clients
        PrintStream p1 = new PrintStream(s1.getOutputStream());
        PrintStream p2 = new PrintStream(s2.getOutputStream());
        p1.println(ack);
        p2.println(ack);
        System.out.println("Sent to both clients: " + ack);

        s1.close();
        s2.close();
        ss.close();
    }
}
