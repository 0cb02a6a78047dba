import java.io.*;
import java.net.*;

// Kwame Osei, client Y
class ClientY {
    public static void main(String argv[]) throws Exception {
        // user types the message
        BufferedReader inFromUser = new BufferedReader(new InputStreamReader(System.in));
        Socket clientSocket = new Socket("10.0.0.1", 6789);
        DataOutputStream outToServer = new DataOutputStream(clientSocket.getOutputStream());
        BufferedReader inFromServer = new BufferedReader(new InputStreamReader(clientSocket.getInputStream()));
        System.out.print("Enter message: ");
        String sentence = inFromUser.readLine();   // e.g. Bob
        outToServer.writeBytes("Y: " + sentence + '\n');
        System.out.println("TO SERVER: Y: " + sentence);
        // wait for the answer
        String modifiedSentence = inFromServer.readLine();
        System.out.println("FROM SERVER: " + modifiedSentence);
        clientSocket.close();
    }
}
