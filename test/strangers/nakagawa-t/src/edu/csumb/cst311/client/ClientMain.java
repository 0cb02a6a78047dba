package edu.csumb.cst311.client;

import edu.csumb.cst311.common.Config;
import edu.csumb.cst311.common.Message;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.net.Socket;

/**
 * Client X or Y.
 * java -cp bin edu.csumb.cst311.client.ClientMain X Alice [host]
 */
public class ClientMain {
    public static void main(String[] args) throws Exception {
        if (args.length < 2) {
            System.err.println("Usage: ClientMain <X|Y> <text> [host]");
            System.exit(1);
        }
        String host = args.length > 2 ? args[2] : Config.DEFAULT_HOST;
        try (Socket s = new Socket(host, Config.PORT)) {
            ObjectOutputStream out = new ObjectOutputStream(s.getOutputStream());
            Message m = new Message(args[0], args[1]);
            out.writeObject(m);
            out.flush();
            System.out.println("Sent: " + m);
            // blocks until the acknowledgement is here
            ObjectInputStream in = new ObjectInputStream(s.getInputStream());
            System.out.println("Received: " + in.readObject());
        }
    }
}
