// Multithreading is needed because server must read from client X and client Y at the same time,
// with one thread it could only wait for one of them and the other would have to wait.

import java.io.*;
import java.net.*;
import java.util.*;

public class Server {
    static String[] who = new String[2];
    static String[] text = new String[2];
    static int n = 0;

    static class Worker implements Runnable {
        Socket s;
        Worker(Socket s) { this.s = s; }

        static synchronized String put(String w, String t) {
            who[n] = w;
            text[n] = t;
            n++;
            String other = who[0].equals("X") ? "Y" : "X";
            return who[0] + ": " + text[0] + " received before " + other + ": " + text[1];
        }

        public void run() {
            try {
                DataInputStream dis = new DataInputStream(s.getInputStream());
                DataOutputStream dos = new DataOutputStream(s.getOutputStream());
                String w = dis.readUTF();
                String t = dis.readUTF();
                System.out.println("Client " + w + " says: " + t);
                String ack = put(w, t);
                dos.writeUTF(ack);
                System.out.println("Server says: " + ack);
                s.close();
            } catch (IOException e) {
                System.out.println(e);
            }
        }
    }

    public static void main(String[] args) throws Exception {
        ServerSocket ss = new ServerSocket(5056);
        Socket a = ss.accept();
        System.out.println("A new client is connected : " + a);
        Socket b = ss.accept();
        System.out.println("A new client is connected : " + b);
        System.out.println("Assigning new threads for these clients");
        new Thread(new Worker(a)).start();
        new Thread(new Worker(b)).start();
    }
}
