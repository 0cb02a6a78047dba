import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Random;

/**
 * The server of the UDP pinger. It answers datagrams with the same text in
 * capital letters, but "loses" about 30 % of them on purpose.
 *
 * Start with: javac *.java && java EchoInCapitals
 */
public class EchoInCapitals {

    /** The UDP port where the server waits. */
    private static final int PORT = 12001;

    /** How likely it is that a datagram gets no answer. */
    private static final double LOSS_PROBABILITY = 0.3;

    private final Random random = new Random();

    /** Waits for datagrams and answers them, without end. */
    public void run() throws IOException {
        try (DatagramSocket socket = new DatagramSocket(PORT)) {
            System.out.println("EchoInCapitals waits at port " + PORT);
            while (true) {
                DatagramPacket request = new DatagramPacket(new byte[1024], 1024);
                socket.receive(request);
                String text = new String(request.getData(), 0, request.getLength(),
                        StandardCharsets.UTF_8);
                if (random.nextDouble() < LOSS_PROBABILITY) {
                    System.out.println("No answer to:  " + text);
                } else {
                    reply(socket, request, text.toUpperCase(Locale.ROOT));
                    System.out.println("Answered:      " + text);
                }
            }
        }
    }

    /** Sends the text to the host and port the request came from. */
    private void reply(DatagramSocket socket, DatagramPacket request, String text)
            throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        socket.send(new DatagramPacket(bytes, bytes.length,
                request.getAddress(), request.getPort()));
    }

    /** Starts the server. */
    public static void main(String[] args) throws IOException {
        new EchoInCapitals().run();
    }
}
