/* ClientX.java - Assignment 2 - Sofia Lindqvist
 * Sends "X: Alice" after a random delay so that sometimes X and sometimes Y is first.
 * Usage: java ClientX [server address] [delay in ms]
 */
import java.io.*;
import java.net.*;
import java.util.Random;

public class ClientX {
    public static void main(String[] args) throws Exception {
        String host = args.length > 0 ? args[0] : "10.0.0.1";
        int delay = args.length > 1 ? Integer.parseInt(args[1]) : new Random().nextInt(4000);
        Socket s = new Socket(host, 6789);
        BufferedReader in = new BufferedReader(new InputStreamReader(s.getInputStream()));
        PrintWriter out = new PrintWriter(s.getOutputStream(), true);

        // wait for READY from the server
        System.out.println("From server: " + in.readLine());
        System.out.println("sending in " + delay + " ms");
        Thread.sleep(delay);

        String msg = "X: Alice";
        out.println(msg);
        System.out.println("To server: " + msg);
        // acknowledgement
        System.out.println("From server: " + in.readLine());
        s.close();
    }
}
