/**
 * PA2Client - Team "Packet Loss": Ewa Kowalczyk, Jordan Reyes
 * Run: java PA2Client [server address]
 */
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.Socket;
import java.util.Scanner;

public class PA2Client {
    public static void main(String[] args) throws IOException {
        String host = args.length > 0 ? args[0] : "10.0.0.1";
        // TCP connection to the server
        Socket socket = new Socket(host, 4444);
        BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream()));
        PrintWriter out = new PrintWriter(socket.getOutputStream(), true);
        // server tells who we are
        System.out.println("[CLIENT] from server: " + in.readLine());
        // keyboard input
        System.out.print("> ");
        String msg = new Scanner(System.in).nextLine();
        out.println(msg);
        System.out.println("[CLIENT] sent: " + msg);
        // result
        System.out.println("[CLIENT] from server: " + in.readLine());
        socket.close();
    }
}
