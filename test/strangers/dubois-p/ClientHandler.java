import java.io.*;
import java.net.Socket;

/** Occupies itself of one client: reads its name and its message. */
public class ClientHandler implements Runnable {
    private final Socket socket;
    private final PrintWriter out;

    ClientHandler(Socket socket) throws IOException {
        this.socket = socket;
        this.out = new PrintWriter(socket.getOutputStream(), true);
    }

    @Override
    public void run() {
        try {
            TCPServer.porte.await();        // wait that both are connected
            BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream()));
            // first line is the message, second line is the name
            String message = in.readLine();
            String nom = in.readLine();
            TCPServer.fileAttente.put(new String[] { nom, message });
        } catch (IOException e) {
            e.printStackTrace();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Sends the answer and hangs up. */
    void repondre(String reponse) throws IOException {
        out.println(reponse);
        socket.close();
    }
}
