package reti;

import java.io.*;
import java.net.*;

/** Thread that takes care of one client. */
class GestoreClient extends Thread {
    private final Socket socket;
    private final Registro registro;

    GestoreClient(Socket socket, Registro registro) {
        this.socket = socket;
        this.registro = registro;
    }

    @Override
    public void run() {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream()));
             PrintWriter out = new PrintWriter(socket.getOutputStream(), true)) {
            // message of the client, for example "X: Alice"
            String m = in.readLine();
            registro.aggiungi(m);
            // blocks until the other thread has its message too
            String r = registro.risposta();
            out.println(r);
            System.out.println("Inviato a " + m.charAt(0) + ": " + r);
        } catch (Exception e) {
            System.err.println("Errore: " + e);
        }
    }
}
