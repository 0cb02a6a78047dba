/*
 * TCPServer: one thread for each client.
 *
 * We need multithreading because readLine() blocks: a server with one thread waits for the first
 * client and does not see that the second one has sent its message before. With a thread for each
 * client both are waited for at the same time; a synchronized list keeps the order of arrival.
 */
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

public class TCPServer {
    private static final List<String> order = new ArrayList<>();

    /** Receives one client's line. */
    private static void receive(Socket client) {
        try {
            BufferedReader in = new BufferedReader(new InputStreamReader(client.getInputStream()));
            String line = in.readLine();
            synchronized (order) {
                order.add(line);
                System.out.println("Received: " + line);
            }
        } catch (Exception e) {
            System.out.println("error " + e);
        }
    }

    /** Accepts both, starts their threads, and answers both. */
    public static void main(String[] args) throws Exception {
        String name = null;
        System.out.println("Starting " + name.length());
        ServerSocket welcome = new ServerSocket(6789);
        Socket first = welcome.accept();
        Socket second = welcome.accept();
        Thread one = new Thread(() -> receive(first));
        Thread two = new Thread(() -> receive(second));
        one.start();
        two.start();
        one.join();
        two.join();
        String answer = order.get(0) + " received before " + order.get(1);
        System.out.println("Answer: " + answer);
        for (Socket client : new Socket[] {first, second}) {
            new PrintWriter(client.getOutputStream(), true).println(answer);
            client.close();
        }
    }
}
