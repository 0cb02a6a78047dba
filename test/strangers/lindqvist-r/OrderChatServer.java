/**
 * OrderChatServer - CST 311 Assignment 2 incl. the extra credit - Ebba Lindqvist
 *
 * WHY MULTITHREADING: InputStream reads block. The server has to be able to hear X and Y at any moment and
 * in any order, which one thread that sits inside readLine() of one client can not do. So each client has its
 * own ClientThread. The threads share this class' fields (who spoke first, the list of clients) and every access
 * to them is inside synchronized methods.
 */
import java.io.*;
import java.net.*;
import java.util.*;

public class OrderChatServer {
    private final Map<String, ClientThread> clients = new LinkedHashMap<>();
    private String firstMsg;      // "X: Alice", set by whoever is first
    private String secondMsg;
    private boolean over;

    public static void main(String[] args) throws IOException {
        int port = args.length > 0 ? Integer.parseInt(args[0]) : 6311;
        new OrderChatServer().serve(port);
    }

    void serve(int port) throws IOException {
        ServerSocket ss = new ServerSocket(port);
        log("listening on " + port);
        Socket a = ss.accept();
        log("client 1 connected from " + a.getRemoteSocketAddress());
        Socket b = ss.accept();
        log("client 2 connected from " + b.getRemoteSocketAddress());
        // only now start to read
        ClientThread ta = new ClientThread(a), tb = new ClientThread(b);
        ta.start();
        tb.start();
        try { ta.join(); tb.join(); } catch (InterruptedException ignored) { }
        ss.close();
        log("bye bye");
    }

    static void log(String s) { System.out.println("[SERVER] " + s); }

    /** Called for each client's first line. The thread that comes second sends the verdict to both. */
    private synchronized void firstLine(String who, String text) {
        if (firstMsg == null) {
            firstMsg = who + ": " + text;
            return;
        }
        secondMsg = who + ": " + text;
        String verdict = firstMsg + " received before " + secondMsg;
        for (ClientThread c : clients.values()) c.send("SERVER " + verdict);
        log("sent to both: " + verdict);
    }

    private synchronized void register(ClientThread c) { clients.put(c.letter, c); notifyAll(); }

    private synchronized void waitForBothNames() throws InterruptedException {
        while (clients.size() < 2) wait();
    }

    /** Pass a line on to the other one. */
    private synchronized void relay(ClientThread from, String text) {
        for (ClientThread c : clients.values())
            if (c != from) {
                c.send("CHAT " + from.letter + ": " + text);
                log("relayed to " + c.letter + ": " + text);
            }
    }

    private synchronized void closeAll() {
        if (over) return;
        over = true;
        for (ClientThread c : clients.values()) try { c.sock.close(); } catch (IOException ignored) { }
    }

    private class ClientThread extends Thread {
        final Socket sock;
        final BufferedReader in;
        final PrintWriter out;
        String letter;

        ClientThread(Socket s) throws IOException {
            sock = s;
            in = new BufferedReader(new InputStreamReader(s.getInputStream()));
            out = new PrintWriter(s.getOutputStream(), true);
        }

        void send(String line) { out.println(line); }

        @Override public void run() {
            try {
                // handshake: we ask for the letter
                send("WHO");
                letter = in.readLine();
                register(this);
                waitForBothNames();
                send("GO");

                boolean first = true;
                String line;
                while ((line = in.readLine()) != null) {
                    log("received from " + letter + ": " + line);
                    if (line.equalsIgnoreCase("bye")) {
                        relay(this, line);
                        break;
                    }
                    if (first) { first = false; firstLine(letter, line); }
                    else relay(this, line);
                }
            } catch (IOException | InterruptedException e) {
                // socket closed under us by the other thread's Bye
            } finally {
                closeAll();
            }
        }
    }
}
