import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.net.ServerSocket;
import java.net.Socket;

/**
 * MultiThreadServer
 *
 * The server uses multithreading because it has to receive from two clients
 * at once. Receiving is blocking, so each client is received in its own thread
 * and no client has to wait for the other one. The results are shared with the
 * main thread by the array "messages".
 *
 * @author Chen Wei
 */
public class MultiThreadServer {

    private static final int PORT = 9527;
    // shared data, index 0 is client one and index 1 is client two
    private static final Message[] messages = new Message[2];

    public static void main(String[] args) throws Exception {
        ServerSocket serverSocket = new ServerSocket(PORT);
        System.out.println("[Server] started");

        Socket[] sockets = new Socket[2];
        ObjectOutputStream[] outputs = new ObjectOutputStream[2];
        // accept two clients before receiving
        for (int i = 0; i < 2; i++) {
            sockets[i] = serverSocket.accept();
            outputs[i] = new ObjectOutputStream(sockets[i].getOutputStream());
            System.out.println("[Server] client " + (i + 1) + " is connected");
        }

        Thread[] threads = new Thread[2];
        for (int i = 0; i < 2; i++) {
            final int n = i;
            final Socket socket = sockets[i];
            threads[i] = new Thread(new Runnable() {
                public void run() {
                    try {
                        ObjectInputStream input = new ObjectInputStream(socket.getInputStream());
                        messages[n] = (Message) input.readObject();
                        System.out.println("[Server] received " + messages[n]);
                    } catch (Exception e) {
                        e.printStackTrace();
                    }
                }
            });
            threads[i].start();
        }
        threads[0].join();
        threads[1].join();

        // compare the times of the messages, the smaller one was first
        Message first, second;
        if (messages[0].time < messages[1].time) {
            first = messages[0];
            second = messages[1];
        } else {
            first = messages[1];
            second = messages[0];
        }

        // acknowledgement to both clients
        String ack = first + " received before " + second;
        for (int i = 0; i < 2; i++) {
            outputs[i].writeObject(ack);
            outputs[i].flush();
            System.out.println("[Server] sent to client " + (i + 1) + ": " + ack);
        }
        serverSocket.close();
    }
}
