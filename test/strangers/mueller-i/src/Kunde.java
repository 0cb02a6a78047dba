// Jonas Mueller - client for X and Y:  java Kunde [host] [port]
import java.io.*;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

public class Kunde {
    public static void main(String[] args) throws Exception {
        String host = args.length > 0 ? args[0] : "10.0.0.1";
        int port = args.length > 1 ? Integer.parseInt(args[1]) : 7777;
        Socket s = new Socket(host, port);
        BufferedReader rein = new BufferedReader(new InputStreamReader(s.getInputStream(), StandardCharsets.UTF_8));
        PrintStream raus = new PrintStream(s.getOutputStream(), true, "UTF-8");

        // keyboard in a daemon thread, so the program can end when the server closes
        Thread tastatur = new Thread(() -> {
            BufferedReader kb = new BufferedReader(new InputStreamReader(System.in));
            try {
                String zeile;
                while ((zeile = kb.readLine()) != null) {
                    raus.println(zeile);
                    System.out.println("me> " + zeile);
                }
            } catch (IOException e) { /* nothing to do */ }
        });
        tastatur.setDaemon(true);

        String zeile;
        while ((zeile = rein.readLine()) != null) {
            if (zeile.startsWith("WELCOME")) {
                System.out.println("You are client " + zeile.substring(8) + ". Type your message:");
                tastatur.start();
            } else {
                System.out.println("server> " + zeile);
            }
        }
        System.out.println("connection closed");
    }
}
