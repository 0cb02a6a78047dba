// Assignment 2 server, Thandi Mbeki
// Multithreading is needed so that server can handle both clients
// simultaneously. Without it client Y would have to wait for client X.
import java.io.*;
import java.net.*;

public class TCPServer {
    // the messages are shared between the threads
    static String first = null;
    static String second = null;

    public static void main(String argv[]) throws Exception {
        ServerSocket welcomeSocket = new ServerSocket(6789);
        System.out.println("Server ready");

        // accept both clients
        Socket a = welcomeSocket.accept();
        System.out.println("Client connected");
        Socket b = welcomeSocket.accept();
        System.out.println("Client connected");

        // make a thread for each client and start it
        Receiver ra = new Receiver(a);
        Receiver rb = new Receiver(b);
        ra.start();
        ra.join();   // wait until message is there
        rb.start();
        rb.join();

        // send the acknowledgement to both
        String ack = first + " received before " + second + "\n";
        new DataOutputStream(a.getOutputStream()).writeBytes(ack);
        new DataOutputStream(b.getOutputStream()).writeBytes(ack);
        System.out.println("Sent to X and Y: " + ack);
        a.close();
        b.close();
    }
}

// this thread receives one message
class Receiver extends Thread {
    Socket s;

    Receiver(Socket s) {
        this.s = s;
    }

    public void run() {
        try {
            BufferedReader in = new BufferedReader(new InputStreamReader(s.getInputStream()));
            String m = in.readLine();
            System.out.println("Received: " + m);
            // who is first?
            if (TCPServer.first == null)
                TCPServer.first = m;
            else
                TCPServer.second = m;
        } catch (Exception e) {
            System.out.println(e);
        }
    }
}
