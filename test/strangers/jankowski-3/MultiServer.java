import java.io.*;
import java.net.*;

// Multithreaded server. We use threads because the server has more than one client and
// must serve them at the same time.
public class MultiServer {

    static String firstMsg = null;
    static String secondMsg = null;

    public static void main(String[] args) throws IOException {
        ServerSocket ss = new ServerSocket(5056);
        System.out.println("Server started");

        while (true) {
            Socket s = null;
            try {
                // socket object to receive incoming client requests
                s = ss.accept();
                System.out.println("A new client is connected : " + s);
                // obtaining input and out streams
                DataInputStream dis = new DataInputStream(s.getInputStream());
                DataOutputStream dos = new DataOutputStream(s.getOutputStream());
                System.out.println("Assigning new thread for this client");
                // create a new thread object
                Thread t = new ClientHandler(s, dis, dos);
                t.start();
            } catch (Exception e) {
                s.close();
                e.printStackTrace();
            }
        }
    }
}

// ClientHandler class
class ClientHandler extends Thread {
    final DataInputStream dis;
    final DataOutputStream dos;
    final Socket s;

    public ClientHandler(Socket s, DataInputStream dis, DataOutputStream dos) {
        this.s = s;
        this.dis = dis;
        this.dos = dos;
    }

    @Override
    public void run() {
        try {
            // receive the message from client
            String received = dis.readUTF();
            System.out.println("Client sent: " + received);
            if (MultiServer.firstMsg == null) {
                MultiServer.firstMsg = received;
                dos.writeUTF("Your message was first, thank you");
            } else {
                MultiServer.secondMsg = received;
                // write on output stream which was first
                dos.writeUTF(MultiServer.firstMsg + " received before " + MultiServer.secondMsg);
            }
            // closing resources
            this.dis.close();
            this.dos.close();
        } catch (IOException e) {
            e.printStackTrace();
        }
    }
}
