/*
 * Server.java
 * Kenji Ito, Networks PA2
 *
 * Why multithreading? readLine() blocks. With a single thread the server would be
 * stuck reading client X while client Y may already have sent its message.
 * One thread per client reads both at once and a synchronized shared
 * list gives the true order of the messages.
 */
import java.io.*;
import java.net.*;
import java.util.*;

public class Server {
    // port of the service
    private static final int PORT = 6789;
    // messages in order of receipt, shared by the worker threads
    private static final List<String> received = Collections.synchronizedList(new ArrayList<String>());

    /** Worker reads one line of one client. */
    static class Worker extends Thread {
        private final BufferedReader in;

        Worker(Socket socket) throws IOException {
            in = new BufferedReader(new InputStreamReader(socket.getInputStream()));
        }

        @Override
        public void run() {
            try {
                String line = in.readLine();
                received.add(line);
                System.out.println("Received from client: " + line);
            } catch (IOException e) {
                System.err.println("Client failed: " + e.getMessage());
            }
        }
    }

    public static void main(String[] args) throws Exception {
        ServerSocket welcomeSocket = new ServerSocket(PORT);
        System.out.println("Server listening on port " + PORT);

        // accept both clients before reading anything
        Socket[] sockets = new Socket[2];
        for (int i = 0; i < 2; i++) {
            sockets[i] = welcomeSocket.accept();
            System.out.println("Client connected: " + sockets[i].getRemoteSocketAddress());
        }

        // one worker for each client
        Worker a = new Worker(sockets[0]);
        Worker b = new Worker(sockets[1]);
        a.start();
        b.start();
        a.join();
        b.join();

        // the acknowledgement goes to both
        String ack = received.get(0) + " received before " + received.get(1);
        for (Socket s : sockets) {
            DataOutputStream outToClient = new DataOutputStream(s.getOutputStream());
            outToClient.writeBytes(ack + "\n");
            System.out.println("Sent to client: " + ack);
            s.close();
        }
        welcomeSocket.close();
    }
}
