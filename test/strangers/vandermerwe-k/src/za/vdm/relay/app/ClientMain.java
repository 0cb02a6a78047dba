package za.vdm.relay.app;

import java.io.*;
import java.net.Socket;
import za.vdm.relay.core.*;

/** Client for either party: ClientMain X [host]. Reads the body from the console. */
public final class ClientMain {
    public static void main(String[] args) throws IOException {
        Party me = Party.valueOf(args[0]);
        String host = args.length > 1 ? args[1] : "10.0.0.1";
        try (Socket s = new Socket(host, Integer.getInteger("relay.port", 8311))) {
            BufferedReader kb = new BufferedReader(new InputStreamReader(System.in));
            System.out.print("Message body: ");
            System.out.flush();
            Message m = new Message(me, kb.readLine());
            PrintWriter out = new PrintWriter(s.getOutputStream(), true);
            out.println("MSG " + m.sender + " " + m.body);
            System.out.println("SEND " + m);
            // the verdict line, without its keyword
            String line = new BufferedReader(new InputStreamReader(s.getInputStream())).readLine();
            System.out.println("RECV " + line.substring("VERDICT ".length()));
        }
    }
}
