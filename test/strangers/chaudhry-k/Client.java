// Client, run as: java Client X Alice   or   java Client Y Bob
import java.io.*;
import java.net.*;
import java.util.Scanner;

public class Client {
    public static void main(String[] args) throws Exception {
        // h1 in mininet
        Socket s = new Socket("10.0.0.1", 6789);
        DataOutputStream out = new DataOutputStream(s.getOutputStream());
        DataInputStream in = new DataInputStream(s.getInputStream());

        String msg = args[0] + ": " + args[1];
        System.out.println("Press ENTER to send " + msg);
        new Scanner(System.in).nextLine();
        out.writeUTF(msg);
        System.out.println("Sent: " + msg);
        // wait for answer
        System.out.println("Received: " + in.readUTF());
        s.close();
    }
}
