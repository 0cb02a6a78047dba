import java.io.*;
import java.net.*;
import java.util.concurrent.*;

public class ChatServer {
    public static void main(String[] a) throws Exception {
        ServerSocket ss = new ServerSocket(8888);
        Socket[] c = new Socket[2];
        for (int i = 0; i < 2; i++) {
            c[i] = ss.accept();
            System.out.println("connected " + (i + 1));
        }
        BlockingQueue<String> q = new LinkedBlockingQueue<>();
        ExecutorService ex = Executors.newFixedThreadPool(2);
        for (Socket s : c) {
            ex.submit(() -> {
                String m = new BufferedReader(new InputStreamReader(s.getInputStream())).readLine();
                System.out.println("recv: " + m);
                q.put(m);
                return null;
            });
        }
        String f = q.take();
        String g = q.take();
        String ack = f + " was received before " + g;
        for (Socket s : c) {
            s.getOutputStream().write((ack + "\n").getBytes());
            System.out.println("send: " + ack);
            s.close();
        }
        ex.shutdown();
        ss.close();
    }
}
