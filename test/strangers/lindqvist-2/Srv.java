import java.io.*;
import java.net.*;
import java.util.Scanner;
import java.util.concurrent.*;

public class Srv {
    public static void main(String[] a) throws Exception {
        Scanner sc = new Scanner(System.in);
        System.out.print("Port? ");
        int port = sc.nextInt();
        ServerSocket ss = new ServerSocket(port);
        Socket s1 = ss.accept();
        System.out.println("1 connected");
        Socket s2 = ss.accept();
        System.out.println("2 connected");
        BlockingQueue<String> q = new LinkedBlockingQueue<>();
        go(s1, q);
        go(s2, q);
        String f = q.take();
        String s = q.take();
        String r = f + " received before " + s;
        System.out.println("Sending " + r);
        new DataOutputStream(s1.getOutputStream()).writeUTF(r);
        new DataOutputStream(s2.getOutputStream()).writeUTF(r);
        s1.close();
        s2.close();
        ss.close();
    }

    static void go(Socket s, BlockingQueue<String> q) {
        new Thread(() -> {
            try {
                String m = new DataInputStream(s.getInputStream()).readUTF();
                q.put(m);
                System.out.println("Got " + m);
            } catch (Exception e) {
                e.printStackTrace();
            }
        }).start();
    }
}
