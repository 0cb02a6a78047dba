import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.LocalTime;
import java.util.Locale;

/**
 * The client of the UDP pinger. It sends ten pings to EchoInCapitals, prints
 * their round trips and a summary with the help of Statistics.
 *
 * Start with: javac *.java && java RoundTripMeter
 * (In Mininet set SERVER to the address of h1, 10.0.0.1, and compile again.)
 */
public class RoundTripMeter {

    /** Where the server runs. */
    private static final String SERVER = "localhost";
    private static final int PORT = 12001;

    private static final int PINGS = 10;
    private static final int TIMEOUT_MS = 1000;
    private static final int PAUSE_MS = 1000;

    private final DatagramSocket socket;
    private final InetAddress address;

    /** Makes a client that uses the socket to talk to the server at address. */
    public RoundTripMeter(DatagramSocket socket, InetAddress address) {
        this.socket = socket;
        this.address = address;
    }

    /**
     * Sends one ping and waits for its answer.
     *
     * @return the round trip in nanoseconds
     * @throws SocketTimeoutException if there was no answer within a second
     */
    private long ping(int number) throws IOException {
        String text = "Ping " + number + " " + LocalTime.now();
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        String expected = text.toUpperCase(Locale.ROOT);

        long start = System.nanoTime();
        socket.send(new DatagramPacket(bytes, bytes.length, address, PORT));
        while (true) {
            int remaining = TIMEOUT_MS - (int) ((System.nanoTime() - start) / 1_000_000);
            if (remaining <= 0) {
                throw new SocketTimeoutException();
            }
            socket.setSoTimeout(remaining);
            DatagramPacket answer = new DatagramPacket(new byte[1024], 1024);
            socket.receive(answer);
            long end = System.nanoTime();
            String got = new String(answer.getData(), 0, answer.getLength(),
                    StandardCharsets.UTF_8);
            if (got.equals(expected)) {       // else: too late, from an earlier ping
                return end - start;
            }
        }
    }

    /** Sends all pings, prints a line for each, and the summary. */
    public void run() throws IOException, InterruptedException {
        Statistics statistics = new Statistics();
        for (int number = 1; number <= PINGS; number++) {
            try {
                double ms = ping(number) / 1e6;
                statistics.addAnswer(ms);
                System.out.println("Ping " + number + ": round trip "
                        + Statistics.format(ms));
            } catch (SocketTimeoutException e) {
                statistics.addLoss();
                System.out.println("Ping " + number + ": Request timed out");
            }
            if (number < PINGS) {
                Thread.sleep(PAUSE_MS);
            }
        }
        System.out.println(statistics);
    }

    /** Opens the socket and starts the client. */
    public static void main(String[] args) throws IOException, InterruptedException {
        try (DatagramSocket socket = new DatagramSocket()) {
            new RoundTripMeter(socket, InetAddress.getByName(SERVER)).run();
        }
    }
}
