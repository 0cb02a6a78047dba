// MTServer.java
// Ola Zielinski  CST311  assignment 2
//
// Multi threading is needed because the server has to be able to receive from both clients at
// the same time. read() waits for the client. If only one thread was there it would wait for one
// client while the other was maybe first. Each thread shares the static variables below, and
// the method arrived() is synchronized so 2 threads can't do it together.

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.net.ServerSocket;
import java.net.Socket;

public class MTServer implements Runnable {

    // shared by the threads
    static String firstMsg = null, firstName = null;
    static String secondMsg = null, secondName = null;

    Socket sock;   // the socket of this thread

    MTServer(Socket s) {
        sock = s;
    }

    // called when a message arrived, remembers if it was the first or the second
    static synchronized void arrived(String name, String msg) {
        System.out.println("Message from " + name + ": " + msg);
        if (firstMsg == null) {
            firstName = name;
            firstMsg = msg;
        } else {
            secondName = name;
            secondMsg = msg;
        }
    }

    // the thread: reads the name and the message
    public void run() {
        try {
            DataInputStream in = new DataInputStream(sock.getInputStream());
            String name = in.readUTF();
            String msg = in.readUTF();
            arrived(name, msg);
        } catch (Exception e) {
            System.out.println(e);
        }
    }

    public static void main(String[] args) throws Exception {
        ServerSocket ss = new ServerSocket(4000);
        System.out.println("Server waits on port 4000");

        // connect with both clients
        Socket a = ss.accept();
        System.out.println("first client is connected");
        Socket b = ss.accept();
        System.out.println("second client is connected");

        // now receive with 2 threads and wait for them
        Thread ta = new Thread(new MTServer(a));
        Thread tb = new Thread(new MTServer(b));
        ta.start();
        tb.start();
        ta.join();
        tb.join();

        // answer to both
        String ack = firstMsg + " (client " + firstName + ") was received first, then "
                   + secondMsg + " (client " + secondName + ")";
        System.out.println("Answer to both: " + ack);
        new DataOutputStream(a.getOutputStream()).writeUTF(ack);
        new DataOutputStream(b.getOutputStream()).writeUTF(ack);

        a.close();
        b.close();
        ss.close();
    }
}
