// TCPServer.java
// Anna Lindqvist, CST 311 - Assignment #2
//
// Why multithreading is needed:
// The server has to wait for the messages from two clients and it isn't known
// which of them will come first. Every client gets a thread, so the server can wait for
// both at the same time. The threads share the static variables of this class, and
// the synchronized method makes sure only one of them changes these at a time.

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.net.Socket;

public class TCPServer {

    // shared data
    static String firstClient = null;   // "X" or "Y", the client whose message came first
    static String nameX = "";           // message of X
    static String nameY = "";           // message of Y

    // called by the threads when a message has arrived
    static synchronized void messageArrived(String client, String name) {
        if (firstClient == null) {
            firstClient = client;
        }
        if (client.equals("X")) {
            nameX = name;
        } else {
            nameY = name;
        }
        System.out.println("Message received from client " + client + ": " + name);
    }

    public static void main(String[] args) throws Exception {
        ServerSocket serverSocket = new ServerSocket(6000);
        System.out.println("Server is running on port 6000");

        // accept both of the connections
        Socket a = serverSocket.accept();
        System.out.println("One client connected");
        Socket b = serverSocket.accept();
        System.out.println("Two clients connected");

        // start the threads
        ClientThread ta = new ClientThread(a);
        ClientThread tb = new ClientThread(b);
        ta.start();
        tb.start();

        // wait for both threads
        ta.join();
        tb.join();

        // make the response
        String response;
        if (firstClient == "X") {
            response = "X: " + nameX + " received before Y: " + nameY;
        } else {
            response = "Y: " + nameY + " received before X: " + nameX;
        }

        // send response to both clients
        new PrintStream(a.getOutputStream()).println(response);
        new PrintStream(b.getOutputStream()).println(response);
        System.out.println("Response sent to both clients: " + response);

        a.close();
        b.close();
        serverSocket.close();
    }
}

// Thread that reads two lines from a client: its letter and its message
class ClientThread extends Thread {
    Socket socket;

    ClientThread(Socket socket) {
        this.socket = socket;
    }

    public void run() {
        try {
            BufferedReader reader = new BufferedReader(new InputStreamReader(socket.getInputStream()));
            String client = reader.readLine();
            String name = reader.readLine();
            TCPServer.messageArrived(client, name);
        } catch (IOException e) {
            e.printStackTrace();
        }
    }
}
