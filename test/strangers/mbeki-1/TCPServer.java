/**
 * TCPServer - CST 311 programming assignment 2 (with extra credit)
 * @author T. Mbeki
 *
 * MULTITHREADING: there are two clients and any one of them may be the first to send something.
 * Reading from a socket blocks, so one thread can only wait for one client. With 2 threads
 * we wait for both. They share the StringBuilder/array in this class to find who was first.
 */
import java.io.*;
import java.net.*;

public class TCPServer {

    private static String[] messages = new String[2];   // arrival order
    private static int count = 0;                       // messages received so far
    private static final Object monitor = new Object();
    private static ClientHandler[] handlers = new ClientHandler[2];

    public static void main(String[] argv) throws Exception {
        ServerSocket welcomeSocket = new ServerSocket(6790);
        System.out.println("Waiting for clients...");
        // both connections first
        for (int i = 0; i < 2; i++) {
            Socket s = welcomeSocket.accept();
            System.out.println("Client connected: " + s.getRemoteSocketAddress());
            handlers[i] = new ClientHandler(s, i);
        }
        // now start to receive
        handlers[0].start();
        handlers[1].start();
        handlers[0].join();
        handlers[1].join();
        welcomeSocket.close();
        System.out.println("Server ends");
    }

    /** One thread per client */
    static class ClientHandler extends Thread {
        Socket socket;
        int index;
        BufferedReader in;
        DataOutputStream out;
        String name = "?";

        ClientHandler(Socket s, int i) throws IOException {
            socket = s;
            index = i;
            in = new BufferedReader(new InputStreamReader(s.getInputStream()));
            out = new DataOutputStream(s.getOutputStream());
        }

        /** sends a line to this client and prints it at the server */
        synchronized void send(String line) throws IOException {
            out.writeBytes(line + "\n");
            System.out.println("TO " + name + ": " + line);
        }

        public void run() {
            try {
                // the first line is the name, second line is the message
                name = in.readLine();
                String msg = in.readLine();
                synchronized (monitor) {
                    messages[count++] = name + ": " + msg;
                    System.out.println("FROM " + name + ": " + msg);
                    monitor.notifyAll();
                    // wait for the other client
                    while (count < 2) monitor.wait();
                }
                send(messages[0] + " received before " + messages[1]);

                // ---- extra credit chat ----
                ClientHandler other = handlers[1 - index];
                String line;
                while ((line = in.readLine()) != null) {
                    System.out.println("FROM " + name + ": " + line);
                    other.send(name + ": " + line);
                    if (line.equalsIgnoreCase("Bye")) {
                        // close both
                        other.socket.close();
                        socket.close();
                        break;
                    }
                }
            } catch (SocketException e) {
                // closed because other client said Bye
            } catch (Exception e) {
                System.out.println(e);
            }
        }
    }
}
