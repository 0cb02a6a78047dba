import java.io.*;
import java.net.Socket;

/** The client X. The client Y inherits from it, only the name is other. */
public class ClientX {
    protected String nom() {
        return "X";
    }

    void go(String host, int port) throws IOException {
        Socket socket = new Socket(host, port);
        PrintWriter out = new PrintWriter(socket.getOutputStream(), true);
        BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream()));
        BufferedReader clavier = new BufferedReader(new InputStreamReader(System.in));

        // read from the keyboard, send to the server
        System.out.print("Client " + nom() + ", your message: ");
        String message = clavier.readLine();
        out.print(message + "\n" + nom() + "\n");
        out.flush();
        System.out.println("Client " + nom() + " sent: " + message);

        // now wait for the verdict
        System.out.println("Server says: " + in.readLine());
        socket.close();
    }

    static void lancer(ClientX c, String[] args) throws IOException {
        c.go(args.length > 0 ? args[0] : "10.0.0.1", args.length > 1 ? Integer.parseInt(args[1]) : 4444);
    }

    public static void main(String[] args) throws IOException {
        lancer(new ClientX(), args);
    }
}
