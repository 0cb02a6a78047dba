// Extra credit: relay chat for two clients. Team "Packet Loss"
import java.io.*;
import java.net.*;

public class ChatServer {
    public static void main(String[] args) throws IOException {
        ServerSocket server = new ServerSocket(4445);
        System.out.println("[CHAT] waiting");
        Socket x = server.accept();
        Socket y = server.accept();
        System.out.println("[CHAT] both connected");
        // one pump for each direction
        new Thread(() -> pump("X", x, y)).start();
        new Thread(() -> pump("Y", y, x)).start();
    }

    // copy lines of one client to the other until Bye
    static void pump(String name, Socket from, Socket to) {
        try {
            BufferedReader in = new BufferedReader(new InputStreamReader(from.getInputStream()));
            PrintWriter out = new PrintWriter(to.getOutputStream(), true);
            String line;
            while ((line = in.readLine()) != null) {
                System.out.println("[CHAT] " + name + ": " + line);
                out.println(name + ": " + line);
                if (line.equalsIgnoreCase("bye")) {
                    // relay is done, end both connections
                    from.close();
                    to.close();
                    return;
                }
            }
        } catch (IOException e) {
            System.out.println("[CHAT] " + name + " closed");
        }
    }
}
