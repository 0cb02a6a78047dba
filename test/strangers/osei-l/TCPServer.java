import java.io.*;
import java.net.*;

// Kwame Osei
// Multithreading is needed because 2 clients send to the server at the same time and the server
// has to handle both of them without one waiting for the other.
class TCPServer {
    static String first = null;   // message that arrived first
    static String second = null;  // message that arrived second

    // stores message, returns true when both are in
    static synchronized boolean store(String m) {
        if (first == null) {
            first = m;
            return false;
        }
        second = m;
        return true;
    }

    public static void main(String argv[]) throws Exception {
        ServerSocket welcomeSocket = new ServerSocket(6789);
        System.out.println("Server is running");
        // accept connections from both clients
        Socket s1 = welcomeSocket.accept();
        System.out.println("First client connected");
        Socket s2 = welcomeSocket.accept();
        System.out.println("Second client connected");
        // start threads after both are connected
        new Thread(new Worker(s1)).start();
        new Thread(new Worker(s2)).start();
    }
}

// handles one client
class Worker implements Runnable {
    Socket connectionSocket;
    Worker(Socket s) { connectionSocket = s; }

    public void run() {
        try {
            BufferedReader inFromClient = new BufferedReader(
                new InputStreamReader(connectionSocket.getInputStream()));
            DataOutputStream outToClient = new DataOutputStream(connectionSocket.getOutputStream());
            String clientSentence = inFromClient.readLine();
            System.out.println("From client: " + clientSentence);
            boolean both = TCPServer.store(clientSentence);
            // when both messages are received send the acknowledgement
            if (both) {
                String ack = TCPServer.first + " received before " + TCPServer.second;
                outToClient.writeBytes(ack + "\n");
                System.out.println("To client: " + ack);
            }
            connectionSocket.close();
        } catch (Exception e) {
            System.out.println(e);
        }
    }
}
