import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.net.Socket;
import java.util.Scanner;

/**
 * Client. X and Y use the same program, the name is asked at start.
 *
 * @author Chen Wei
 */
public class ClientApp {
    public static void main(String[] args) throws Exception {
        Scanner scanner = new Scanner(System.in);
        System.out.print("Server address [10.0.0.1]: ");
        String host = scanner.nextLine().trim();
        if (host.isEmpty()) {
            host = "10.0.0.1";
        }
        System.out.print("Client name (X/Y): ");
        // make the message object
        Message message = new Message(scanner.nextLine().trim());

        // connect with the server
        Socket socket = new Socket(host, 9527);
        ObjectOutputStream output = new ObjectOutputStream(socket.getOutputStream());
        ObjectInputStream input = new ObjectInputStream(socket.getInputStream());

        System.out.print("Message: ");
        message.content = scanner.nextLine();
        // send it
        output.writeObject(message);
        output.flush();
        System.out.println("[Client] sent " + message);

        // print the acknowledgement
        System.out.println("[Client] received " + input.readObject());
        socket.close();
    }
}
