package edu.csumb.cst311.server;

import edu.csumb.cst311.common.Message;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.net.Socket;
import java.util.concurrent.BlockingQueue;

/** One connected client; run() reads its message in a pool thread. */
class ClientConnection implements Runnable {
    private final Socket socket;
    private final BlockingQueue<Message> inbox;
    private ObjectOutputStream out;

    ClientConnection(Socket socket, BlockingQueue<Message> inbox) throws IOException {
        this.socket = socket;
        this.inbox = inbox;
        // the header has to go out first or the client's ObjectInputStream would hang
        out = new ObjectOutputStream(socket.getOutputStream());
        out.flush();
    }

    @Override
    public void run() {
        try {
            ObjectInputStream in = new ObjectInputStream(socket.getInputStream());
            inbox.add((Message) in.readObject());
        } catch (IOException | ClassNotFoundException e) {
            System.err.println("Client lost: " + e);
        }
    }

    void send(Message m) throws IOException {
        out.writeObject(m);
        out.flush();
    }

    void close() throws IOException {
        socket.close();
    }
}
