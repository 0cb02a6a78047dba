/**
 * OrderChatClient -n X|Y [-h host] [-p port]
 * First line typed = the message for the order game, then it's a chat until somebody says Bye.
 */
import java.io.*;
import java.net.*;

public class OrderChatClient {
    public static void main(String[] args) throws Exception {
        String name = null, host = "10.0.0.1";
        int port = 6311;
        for (int i = 0; i + 1 < args.length; i += 2) {
            switch (args[i]) {
                case "-n": name = args[i + 1].toUpperCase(); break;
                case "-h": host = args[i + 1]; break;
                case "-p": port = Integer.parseInt(args[i + 1]); break;
                default: System.err.println("unknown option " + args[i]); System.exit(2);
            }
        }
        if (name == null) { System.err.println("usage: java OrderChatClient -n X|Y [-h host] [-p port]"); System.exit(2); }

        Socket sock = new Socket(host, port);
        PrintWriter out = new PrintWriter(sock.getOutputStream(), true);
        BufferedReader in = new BufferedReader(new InputStreamReader(sock.getInputStream()));
        in.readLine();             // WHO
        out.println(name);
        System.out.println("Connected as " + name + ", waiting for the other client");
        in.readLine();             // GO
        System.out.println("Both are here. Type away (Bye ends it).");

        // keyboard -> socket, in its own daemon thread so that it doesn't keep the program alive
        final String me = name;
        Thread typist = new Thread(() -> {
            BufferedReader kb = new BufferedReader(new InputStreamReader(System.in));
            try {
                String l;
                while ((l = kb.readLine()) != null) {
                    out.println(l);
                    System.out.println(me + " (me): " + l);
                }
            } catch (IOException e) { /* nothing we can do */ }
        });
        typist.setDaemon(true);
        typist.start();

        // socket -> screen
        try {
            String l;
            while ((l = in.readLine()) != null) {
                int sp = l.indexOf(' ');
                if (l.startsWith("SERVER")) System.out.println("Server: " + l.substring(sp + 1));
                else System.out.println(l.substring(sp + 1));
            }
        } catch (SocketException e) { /* reset */ }
        System.out.println("Connection closed.");
    }
}
