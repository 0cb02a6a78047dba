import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.Scanner;

/** Asks whom it pings, and how often. */
public class Pinger {
    public static void main(String[] args) throws Exception {
        Scanner keyboard = new Scanner(System.in);
        System.out.print("Server address: ");
        InetAddress host = InetAddress.getByName(keyboard.nextLine());
        System.out.print("How many pings? ");
        int count = Integer.parseInt(keyboard.nextLine());
        DatagramSocket socket = new DatagramSocket();
        socket.setSoTimeout(1000);
        for (int number = 1; number <= count; number++) {
            byte[] bytes = ("ping " + number).getBytes();
            socket.send(new DatagramPacket(bytes, bytes.length, host, 12001));
            DatagramPacket answer = new DatagramPacket(new byte[1024], 1024);
            socket.receive(answer);
            System.out.println(new String(answer.getData(), 0, answer.getLength()));
        }
        socket.close();
    }
}
