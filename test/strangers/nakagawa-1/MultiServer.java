// MultiServer.java    Kenji Nakagawa    CST311
// Multithreading is needed because server should be able to listen to both clients in same time.
// If only one thread, the server blocks on client which was connected first and never see
// that second client sent the message earlyer.
import java.io.*;
import java.net.*;
import java.util.ArrayList;

public class MultiServer extends Thread {
    // shared between threads
    static ArrayList<String> arrived = new ArrayList<String>();
    Socket socket;

    public MultiServer(Socket socket) {
        this.socket = socket;
    }

    // add message in the order of arriving, synchronized because two threads use it
    static synchronized void add(String m) {
        arrived.add(m);
    }

    static synchronized int size() { return arrived.size(); }

    // thread
    public void run() {
        try {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            String message = in.readUTF();
            add(message);
            // wait for other one
            while (size() < 2) {
                Thread.sleep(100);
            }
            out.writeUTF("Acknowlegment: " + arrived.get(0) + " recieved before " + arrived.get(1));
            socket.close();
        } catch (Exception e) {
            System.out.println("error " + e.getMessage());
        }
    }

    public static void main(String[] args) throws Exception {
        ServerSocket ss = new ServerSocket(4000);
        System.out.println("Server started");
        // accept both and after that start threads
        Socket a = ss.accept();
        Socket b = ss.accept();
        new MultiServer(a).start();
        new MultiServer(b).start();
        ss.close();
    }
}
