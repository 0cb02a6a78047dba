import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.*;
import java.nio.charset.StandardCharsets;
import java.util.*;

/**
 * Assignment 2, Bartosz Kowalczyk.
 *
 * We need multithreading here? The text says so. With blocking IO each client must have its
 * own thread, as read() for X stops the program while Y already talks. A Selector
 * makes this the job of the operating system: it tells me which channel has data,
 * and there is no shared data to protect. So this is my answer to the same problem,
 * it is what Netty does.
 */
public class NioServer {

    static final class Gosc {                 // a guest
        String letter;                        // known with his first line  "X>Alice"
        String firstText;
        final SocketChannel ch;
        final StringBuilder in = new StringBuilder();
        Gosc(SocketChannel c) { ch = c; }
    }

    private final List<Gosc> guests = new ArrayList<>();
    private final List<Gosc> byArrival = new ArrayList<>();
    private final ByteBuffer bb = ByteBuffer.allocate(4096);
    private boolean working = true;

    public static void main(String[] a) throws IOException {
        new NioServer().go(a.length > 0 ? Integer.parseInt(a[0]) : 9900);
    }

    void go(int port) throws IOException {
        Selector sel = Selector.open();
        ServerSocketChannel ssc = ServerSocketChannel.open();
        ssc.bind(new InetSocketAddress(port));
        ssc.configureBlocking(false);
        SelectionKey acceptKey = ssc.register(sel, SelectionKey.OP_ACCEPT);
        System.out.println("NioServer port " + port);

        while (working) {
            sel.select();
            Iterator<SelectionKey> it = sel.selectedKeys().iterator();
            while (it.hasNext() && working) {
                SelectionKey k = it.next();
                it.remove();
                if (k.isAcceptable()) {
                    SocketChannel c = ssc.accept();
                    if (c == null) continue;
                    c.configureBlocking(false);
                    guests.add(new Gosc(c));
                    System.out.println("connected " + c.getRemoteAddress());
                    if (guests.size() == 2) {
                        // enough guests: close the door, only now register for reading
                        acceptKey.cancel();
                        for (Gosc g : guests) g.ch.register(sel, SelectionKey.OP_READ, g);
                        System.out.println("both connected, reading begins");
                    }
                } else if (k.isReadable()) {
                    read((Gosc) k.attachment());
                }
            }
        }
        for (Gosc g : guests) g.ch.close();
        ssc.close();
        System.out.println("finished");
    }

    void read(Gosc g) throws IOException {
        bb.clear();
        int n;
        try { n = g.ch.read(bb); } catch (IOException e) { n = -1; }
        if (n < 0) { working = false; return; }
        bb.flip();
        g.in.append(StandardCharsets.UTF_8.decode(bb));
        int nl;
        while ((nl = g.in.indexOf("\n")) >= 0) {
            String line = g.in.substring(0, nl);
            g.in.delete(0, nl + 1);
            line(g, line);
        }
    }

    /** One full line of a guest. */
    void line(Gosc g, String l) throws IOException {
        int p = l.indexOf('>');
        g.letter = l.substring(0, p);
        String text = l.substring(p + 1);
        System.out.println("from " + g.letter + ": " + text);
        if (g.firstText == null) {
            g.firstText = text;
            byArrival.add(g);
            if (byArrival.size() == 2) {
                String s = fmt(byArrival.get(0)) + " received before " + fmt(byArrival.get(1));
                for (Gosc x : guests) write(x, s);
            }
            return;
        }
        for (Gosc x : guests) if (x != g) write(x, g.letter + ": " + text);
        if (text.equalsIgnoreCase("bye")) working = false;
    }

    static String fmt(Gosc g) { return g.letter + ": " + g.firstText; }

    void write(Gosc g, String s) throws IOException {
        System.out.println("to " + (g.letter == null ? "?" : g.letter) + ": " + s);
        ByteBuffer out = StandardCharsets.UTF_8.encode(s + "\n");
        while (out.hasRemaining()) g.ch.write(out);   // spin, lines are short
    }
}
