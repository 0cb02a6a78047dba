// ClientX.java
// Ola Zielinski  CST311  assignment 2
// sends the message Alice to the server.
// java ClientX <server> <seconds>     it waits so many seconds before it sends

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.net.Socket;

public class ClientX {

    static final String MESSAGE = "Alice";

    public static void main(String[] args) throws Exception {
        String server = "10.0.0.1";
        int seconds = 5;
        if (args.length > 0) server = args[0];
        if (args.length > 1) seconds = Integer.parseInt(args[1]);

        Socket s = new Socket(server, 4000);
        System.out.println("connected, sending in " + seconds + " seconds");
        Thread.sleep(seconds * 1000);

        // send who I am and the message
        DataOutputStream out = new DataOutputStream(s.getOutputStream());
        out.writeUTF("X");
        out.writeUTF(MESSAGE);
        System.out.println("I sent: " + MESSAGE);

        // print the answer
        DataInputStream in = new DataInputStream(s.getInputStream());
        System.out.println("Server sent: " + in.readUTF());
        s.close();
    }
}
