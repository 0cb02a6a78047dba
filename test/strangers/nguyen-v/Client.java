/*
 * Client.java
 * Author: Thao Nguyen
 * java Client X Alice 10.0.0.1 6789
 */
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.Socket;
import java.util.Scanner;

public class Client {

    public static void main(String[] args) throws IOException {
        if (args.length < 2) {
            System.out.println("java Client X|Y name [server] [port]");
            return;
        }
        String host = args.length > 2 ? args[2] : "10.0.0.1";
        int port = args.length > 3 ? Integer.parseInt(args[3]) : 6789;

        Socket socket = new Socket(host, port);
        BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream()));
        PrintWriter out = new PrintWriter(socket.getOutputStream(), true);
        Scanner keyboard = new Scanner(System.in);

        // send on ENTER so that we can try both orders
        System.out.print("Connected. ENTER sends the message: ");
        keyboard.nextLine();
        String message = args[0] + ": " + args[1];
        out.println(message);
        System.out.println("Client sent: " + message);
        System.out.println("Client received: " + in.readLine());

        // thread which shows what the partner writes
        Thread listener = new Thread(() -> {
            try {
                String line;
                while ((line = in.readLine()) != null) {
                    System.out.println(line);
                }
                System.out.println("Server has terminated the connection");
            } catch (IOException e) {
                // socket closed, nothing to do
            }
        });
        listener.setDaemon(true);
        listener.start();

        // keyboard to server
        System.out.println("Chat started. Write Bye to exit.");
        while (keyboard.hasNextLine()) {
            String line = keyboard.nextLine();
            out.println(line);
            System.out.println(args[0] + " (me) > " + line);
            if (line.equalsIgnoreCase("Bye")) {
                break;
            }
        }
        socket.close();
    }
}
