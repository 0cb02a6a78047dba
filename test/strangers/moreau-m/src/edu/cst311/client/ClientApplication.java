package edu.cst311.client;

import java.io.*;
import java.net.Socket;
import java.util.Properties;

/** Usage: ClientApplication clientId */
public class ClientApplication {
    public static void main(String[] args) throws Exception {
        Properties config = new Properties();
        try (Reader in = new FileReader(System.getProperty("config", "application.properties"))) {
            config.load(in);
        }
        String id = args[0];
        Socket socket = new Socket(config.getProperty("server.host"), Integer.parseInt(config.getProperty("server.port")));
        PrintWriter out = new PrintWriter(socket.getOutputStream(), true);
        out.println(id);   // introduce ourselves

        // listener thread: prints what the server sends
        Thread listener = new Thread(() -> {
            try (BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream()))) {
                String l;
                while ((l = in.readLine()) != null) System.out.println("[server] " + l);
            } catch (IOException e) {
                System.out.println("connection lost");
            }
            System.out.println("Chat ended.");
            System.exit(0);
        });
        listener.start();

        // keyboard
        System.out.println("Client " + id + ", enter messages (Bye to quit):");
        BufferedReader keyboard = new BufferedReader(new InputStreamReader(System.in));
        String l;
        while ((l = keyboard.readLine()) != null) {
            out.println(l);
            System.out.println("[sent] " + id + ": " + l);
        }
    }
}
