/**
 * Assignment 2 - Chen Yu
 *
 * Multithreading: two clients, the server does not know which sends first, and
 * reading a socket blocks. So one thread for one client, both can wait together.
 */
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;

public class MultiServer extends Thread {

    // static = shared for all threads
    static StringBuffer result = new StringBuffer();
    static int received = 0;
    static final Object monitor = new Object();

    Socket client;

    public MultiServer(Socket client) {
        this.client = client;
    }

    public void run() {
        try {
            InputStream is = client.getInputStream();
            OutputStream os = client.getOutputStream();
            byte[] data = new byte[100];
            int len = is.read(data);            // blocks until client sends
            String msg = new String(data, 0, len);
            synchronized (monitor) {
                System.out.println("received " + msg);
                received++;
                if (received == 1) {
                    // I am first, so wait for the other
                    result.append(msg).append(" received before ");
                    while (received < 2) {
                        monitor.wait();
                    }
                } else {
                    // I am second, finish the sentence and wake up the first
                    result.append(msg);
                    monitor.notify();
                }
            }
            // now the sentence is complete
            os.write(result.toString().getBytes());
            os.flush();
            System.out.println("sent " + result);
            client.close();
        } catch (Exception e) {
            e.printStackTrace();
        }
    }

    public static void main(String[] args) throws Exception {
        ServerSocket server = new ServerSocket(7777);
        System.out.println("waiting for 2 clients");
        // accept all, then start all
        MultiServer t1 = new MultiServer(server.accept());
        System.out.println("client 1 ok");
        MultiServer t2 = new MultiServer(server.accept());
        System.out.println("client 2 ok");
        t1.start();
        t2.start();
        t1.join();
        t2.join();
        server.close();
    }
}
