// Client Y, Thandi Mbeki
import java.io.*;
import java.net.*;

public class ClientY {
    public static void main(String argv[]) throws Exception {
        // connect to server h1
        Socket clientSocket = new Socket("10.0.0.1", 6789);
        BufferedReader inFromUser = new BufferedReader(new InputStreamReader(System.in));
        DataOutputStream outToServer = new DataOutputStream(clientSocket.getOutputStream());
        BufferedReader inFromServer = new BufferedReader(new InputStreamReader(clientSocket.getInputStream()));
        // read name from the keyboard and send it
        System.out.println("Type your name:");
        String sentence = "Y: " + inFromUser.readLine();
        outToServer.writeBytes(sentence + '\n');
        System.out.println("TO SERVER: " + sentence);
        // print answer
        System.out.println("FROM SERVER: " + inFromServer.readLine());
        clientSocket.close();
    }
}
