import java.io.*;
import java.net.*;

/**
 * CST 311 Programming Assignment 2
 * @author Gabriela Santos
 *
 * We need multithreading because the server must serve 2 clients in the same time, if it was only
 * one thread the second client would wait until the first is finished.
 */
public class TCPServer {
    // variables shared between threads
    public static int count = 0;
    public static String firstMessage = null;

    public static void main(String[] args) throws Exception {
        ServerSocket welcomeSocket = new ServerSocket(6789);
        System.out.println("Server waiting for clients...");
        // accept X and Y
        Socket x = welcomeSocket.accept();
        System.out.println("Client X connected");
        Socket y = welcomeSocket.accept();
        System.out.println("Client Y connected");
        // start threads
        new ClientThread(x, "X").start();
        new ClientThread(y, "Y").start();
    }

    // returns the response, synchronized because two threads use it
    public static synchronized String register(String msg) {
        count++;
        if (count == 1) {
            firstMessage = msg;
            return "Message received, waiting for the other client";
        }
        return firstMessage + " received before " + msg;
    }
}

/** Thread for one client */
class ClientThread extends Thread {
    private Socket socket;
    private String name;

    public ClientThread(Socket socket, String name) {
        this.socket = socket;
        this.name = name;
    }

    public void run() {
        try {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            // read the message of the client
            String msg = in.readUTF();
            System.out.println("FROM CLIENT " + name + ": " + msg);
            // find out the order and respond
            String response = TCPServer.register(name + ": " + msg);
            out.writeUTF(response);
            System.out.println("TO CLIENT " + name + ": " + response);
            socket.close();
        } catch (IOException e) {
            e.printStackTrace();
        }
    }
}
