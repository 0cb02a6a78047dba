import java.io.*;
import java.net.*;

/**
 * Client for X and Y
 * @author Gabriela Santos
 */
public class TCPClient {
    public static void main(String[] args) throws Exception {
        BufferedReader inFromUser = new BufferedReader(new InputStreamReader(System.in));
        // connect to server h1
        Socket clientSocket = new Socket("10.0.0.1", 6789);
        DataOutputStream out = new DataOutputStream(clientSocket.getOutputStream());
        DataInputStream in = new DataInputStream(clientSocket.getInputStream());
        System.out.println("Connected. Enter message:");
        String msg = inFromUser.readLine();
        out.writeUTF(msg);
        System.out.println("SENT: " + msg);
        // response from the server
        System.out.println("FROM SERVER: " + in.readUTF());
        clientSocket.close();
    }
}
