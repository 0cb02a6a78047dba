import java.net.DatagramPacket;
import java.net.DatagramSocket;

/** Answers every datagram in capital letters. */
public class EchoServer {
    public static void main(String[] args) throws Exception {
        DatagramSocket socket = new DatagramSocket(12001);
        while (true) {
            DatagramPacket asked = new DatagramPacket(new byte[1024], 1024);
            socket.receive(asked);
            String text = new String(asked.getData(), 0, asked.getLength()).toUpperCase();
            byte[] bytes = text.getBytes();
            socket.send(new DatagramPacket(bytes, bytes.length, asked.getAddress(), asked.getPort()));
        }
    }
}
