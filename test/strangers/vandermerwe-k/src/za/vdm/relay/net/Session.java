package za.vdm.relay.net;

import java.io.*;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import za.vdm.relay.core.*;

/** Server side of one client connection; it is the Runnable of that client's thread. */
public class Session implements Runnable, Closeable {
    private final Socket socket;
    private final ArrivalLedger ledger;
    private final VerdictStrategy strategy;
    private final BufferedReader in;
    private final PrintWriter out;

    public Session(Socket socket, ArrivalLedger ledger, VerdictStrategy strategy) throws IOException {
        this.socket = socket;
        this.ledger = ledger;
        this.strategy = strategy;
        in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        out = new PrintWriter(new OutputStreamWriter(socket.getOutputStream(), StandardCharsets.UTF_8), true);
    }

    @Override public void run() {
        try {
            // wire format: MSG <party> <body>
            String[] p = in.readLine().split(" ", 3);
            Message m = new Message(Party.valueOf(p[1]), p[2]);
            ledger.record(m);
            System.out.println("RECV " + m);
            // wait for the other session
            String verdict = strategy.decide(ledger.awaitComplete());
            out.println("VERDICT " + verdict);
            System.out.println("SEND to " + m.sender + " " + verdict);
        } catch (IOException | InterruptedException | RuntimeException e) {
            System.err.println("session failed: " + e);
        }
    }
    @Override public void close() throws IOException { socket.close(); }
}
