/**
 * TCPClient - used for X and for Y. Asks for the name of the client and then for messages.
 * @author T. Mbeki
 */
import java.io.*;
import java.net.*;

public class TCPClient {
    public static void main(String[] argv) throws Exception {
        String host = argv.length > 0 ? argv[0] : "127.0.0.1";
        BufferedReader keyboard = new BufferedReader(new InputStreamReader(System.in));
        System.out.print("Name of client (X or Y): ");
        String name = keyboard.readLine();

        Socket socket = new Socket(host, 6790);
        PrintStream out = new PrintStream(socket.getOutputStream(), true);
        BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream()));
        out.println(name);

        // this thread prints everything from the server
        Thread reader = new Thread(() -> {
            try {
                String l;
                while ((l = in.readLine()) != null)
                    System.out.println("RECEIVED: " + l);
            } catch (IOException e) { }
            System.out.println("Connection closed");
            System.exit(0);
        });
        reader.start();

        System.out.println("Type your message, Bye to exit:");
        String line;
        while ((line = keyboard.readLine()) != null) {
            out.println(line);
            System.out.println("SENT: " + line);
        }
    }
}
