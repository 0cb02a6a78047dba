/**
 * Assignment 2 client - Chen Yu
 * java ClientProgram X 10.0.0.1
 */
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Scanner;

public class ClientProgram {
    public static void main(String[] args) throws Exception {
        String letter = args[0];
        Socket socket = new Socket(args[1], 7777);
        InputStream is = socket.getInputStream();
        OutputStream os = socket.getOutputStream();

        System.out.print("message: ");
        String msg = letter + ": " + new Scanner(System.in).nextLine();
        os.write(msg.getBytes());
        System.out.println("sent " + msg);

        // receive the answer in the same size as the message
        byte[] buffer = new byte[msg.length() + 16];
        int len = is.read(buffer);
        System.out.println("received " + new String(buffer, 0, len));
        socket.close();
    }
}
