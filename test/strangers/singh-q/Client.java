// Harpreet Singh
// Client for X and Y. The server tells us which one we are.
// java Client [host]

import java.io.*;
import java.net.*;

public class Client {
    public static void main(String[] args) throws Exception {
        String host = args.length == 1 ? args[0] : "10.0.0.1";
        Socket s = new Socket(host, 8189);
        BufferedReader fromServer = new BufferedReader(new InputStreamReader(s.getInputStream()));
        PrintWriter toServer = new PrintWriter(s.getOutputStream(), true);
        BufferedReader keyboard = new BufferedReader(new InputStreamReader(System.in));

        String welcome = fromServer.readLine();
        char me = welcome.charAt(welcome.length() - 1);
        System.out.println("I am client " + me);

        // separate thread which prints what the server sends
        Thread t = new Thread(() -> {
            try {
                String l;
                while ((l = fromServer.readLine()) != null) {
                    System.out.println("Server says: " + l);
                }
            } catch (IOException e) {
                System.out.println("connection lost");
            }
        });
        t.setDaemon(true);
        t.start();

        // main thread reads from keyboard
        String line;
        while ((line = keyboard.readLine()) != null) {
            toServer.println(line);
            System.out.println("Me (" + me + "): " + line);
        }
        s.close();
    }
}
