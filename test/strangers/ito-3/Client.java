/*
 * Client.java
 * Kenji Ito, Networks PA2
 * usage: java Client X Alice    or    java Client Y Bob
 * The message is sent when you press ENTER.
 */
import java.io.*;
import java.net.*;

public class Client {
    public static void main(String[] args) throws Exception {
        if (args.length < 2) {
            System.out.println("usage: java Client <X|Y> <message> [server]");
            return;
        }
        // server is h1 unless given
        String host = args.length > 2 ? args[2] : "10.0.0.1";
        Socket clientSocket = new Socket(host, 6789);
        BufferedReader inFromUser = new BufferedReader(new InputStreamReader(System.in));
        DataOutputStream outToServer = new DataOutputStream(clientSocket.getOutputStream());
        BufferedReader inFromServer = new BufferedReader(new InputStreamReader(clientSocket.getInputStream()));

        // wait for the user, so that any order can be tested
        System.out.println("Connected. Press ENTER to send the message");
        inFromUser.readLine();
        String sentence = args[0] + ": " + args[1];
        outToServer.writeBytes(sentence + '\n');
        System.out.println("Sent to server: " + sentence);

        // acknowledgement
        System.out.println("FROM SERVER: " + inFromServer.readLine());
        clientSocket.close();
    }
}
