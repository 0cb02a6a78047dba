// Extra credit: chat client. Team "Packet Loss"
import java.io.*;
import java.net.*;

public class ChatClient {
    public static void main(String[] args) throws IOException {
        String host = args.length > 0 ? args[0] : "10.0.0.1";
        Socket socket = new Socket(host, 4445);
        BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream()));
        PrintWriter out = new PrintWriter(socket.getOutputStream(), true);
        // thread prints what comes from the other client
        new Thread(() -> {
            try {
                String line;
                while ((line = in.readLine()) != null) System.out.println("Received " + line);
            } catch (IOException e) { }
            System.out.println("Chat is over");
            System.exit(0);
        }).start();
        // main thread reads the keyboard
        BufferedReader kb = new BufferedReader(new InputStreamReader(System.in));
        String text;
        while ((text = kb.readLine()) != null) {
            out.println(text);
            System.out.println("Sent: " + text);
        }
    }
}
