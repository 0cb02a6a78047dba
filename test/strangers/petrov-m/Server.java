// Server.java - Ivan Petrov
// We need multithreading because both clients have to be read at the same time: readUTF waits
// for a message and without a second thread the other client would not be heard meanwhile.
import java.io.*;
import java.net.*;
import java.util.*;

public class Server {
    // messages in the order of arrival, used by both threads
    static Vector<String> inbox = new Vector<String>();

    // thread for one client
    static class Listener extends Thread {
        Socket s;
        DataInputStream in;
        DataOutputStream out;

        Listener(Socket s) throws IOException {
            this.s = s;
            in = new DataInputStream(s.getInputStream());
            out = new DataOutputStream(s.getOutputStream());
        }

        public void run() {
            try {
                inbox.add(in.readUTF());
                // wait until the other message is here too
                synchronized (inbox) {
                    inbox.notifyAll();
                    while (inbox.size() < 2) inbox.wait();
                }
                out.writeUTF(inbox.get(0) + " received before " + inbox.get(1));
                s.close();
            } catch (Exception e) {
                e.printStackTrace();
            }
        }
    }

    public static void main(String[] a) throws Exception {
        ServerSocket ss = new ServerSocket(4444);
        System.out.println("Server is running...");
        // take both connections first
        Listener l1 = new Listener(ss.accept());
        Listener l2 = new Listener(ss.accept());
        System.out.println("Two clients connected.");
        // start reading
        l1.start();
        l2.start();
        l1.join();
        l2.join();
        System.out.println("Done.");
    }
}
