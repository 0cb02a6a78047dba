/*
 * TCPServer.java - Camille Dubois
 *
 * Why multithreading?
 * The method readLine() blocks the thread which calls it. We do not know who of
 * X and Y will speak first, so we must listen to X and Y at the same moment. One
 * thread is occupied by X, one other by Y, and the main thread takes the
 * messages from a common queue (BlockingQueue), in the order of their arrival.
 */
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;

public class TCPServer {

    /** The queue shared between all the threads. */
    static final BlockingQueue<String[]> fileAttente = new LinkedBlockingQueue<String[]>();

    /** The gate opens only when the two clients are there. */
    static final CountDownLatch porte = new CountDownLatch(2);

    public static void main(String[] args) throws IOException, InterruptedException {
        int port = args.length > 0 ? Integer.parseInt(args[0]) : 4444;
        ServerSocket serverSocket = new ServerSocket(port);
        System.out.println("Server listens on port " + port);

        List<ClientHandler> handlers = new ArrayList<ClientHandler>();
        while (porte.getCount() > 0) {
            Socket s = serverSocket.accept();
            // the thread begins immediately, but stays before the gate
            ClientHandler h = new ClientHandler(s);
            handlers.add(h);
            new Thread(h).start();
            porte.countDown();
            System.out.println("Client connected: " + s.getRemoteSocketAddress());
        }

        // take() returns the oldest element of the queue
        String[] a = fileAttente.take();
        System.out.println("1st message, from " + a[0] + ": " + a[1]);
        String[] b = fileAttente.take();
        System.out.println("2nd message, from " + b[0] + ": " + b[1]);

        // the answer is the same for both
        String reponse = a[0] + ": " + a[1] + " received before " + b[0] + ": " + b[1];
        for (ClientHandler h : handlers) {
            h.repondre(reponse);
        }
        System.out.println("Sent to both clients: " + reponse);
        serverSocket.close();
    }
}
