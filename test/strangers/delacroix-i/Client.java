/*
 * Client.java - Camille Delacroix
 * java Client X     or    java Client Y      (optional 2nd argument: address of the server)
 */
import java.io.*;
import java.net.Socket;
import java.util.Scanner;

public class Client {
    public static void main(String[] args) throws IOException {
        if (args.length < 1) {
            System.out.println("usage: java Client X|Y [server]");
            return;
        }
        String letter = args[0];
        String host = args.length > 1 ? args[1] : "10.0.0.1";
        try (Socket s = new Socket(host, 4711)) {
            System.out.print("Client " + letter + ", your message: ");
            System.out.flush();
            String msg = letter + ": " + new Scanner(System.in).nextLine();
            // send the message
            PrintWriter out = new PrintWriter(s.getOutputStream(), true);
            out.println(msg);
            System.out.println("Sent: " + msg);
            // print the acknowledgement
            BufferedReader in = new BufferedReader(new InputStreamReader(s.getInputStream()));
            System.out.println("Received: " + in.readLine());
        }
    }
}
