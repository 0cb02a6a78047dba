/* Client Y: the host is the first argument, the message is typed. */
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.Socket;
import java.util.Scanner;

public class ClientY {
    /** Sends one line and prints the answer. */
    public static void main(String[] args) throws Exception {
        Socket socket = new Socket(args[0], 6789);
        Scanner keyboard = new Scanner(System.in);
        System.out.print("Your message: ");
        String line = keyboard.nextLine();
        new PrintWriter(socket.getOutputStream(), true).println(line);
        System.out.println("Sent: " + line);
        BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream()));
        System.out.println("Server: " + in.readLine());
        socket.close();
    }
}
