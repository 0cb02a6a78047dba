package edu.csumb.cst311.pa2;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.Socket;

/** Talks to one client, in its own thread. */
class ClientHandler implements Runnable {
    private final Socket socket;
    private final Room room;
    private final BufferedReader in;
    private final PrintWriter out;
    private String name = "?";

    ClientHandler(Socket socket, Room room) throws IOException {
        this.socket = socket;
        this.room = room;
        in = new BufferedReader(new InputStreamReader(socket.getInputStream()));
        out = new PrintWriter(socket.getOutputStream(), true);
    }

    @Override
    public void run() {
        try {
            // Part 1: the message and its acknowledgement
            String first = in.readLine();
            if (first == null) {
                room.closeAll();
                return;
            }
            name = first.substring(0, 1);
            room.messageArrived(first);
            send(room.acknowledgement());

            // Part 2 (extra credit): relay until Bye
            String line;
            while ((line = in.readLine()) != null) {
                System.out.println("Received from " + name + ": " + line);
                room.relay(this, name + ": " + line);
                if (line.equalsIgnoreCase("bye")) {
                    break;
                }
            }
        } catch (IOException | InterruptedException e) {
            // socket was closed by the other thread, nothing to do
        }
        room.closeAll();
    }

    /** Sends one line to this client and prints it. */
    synchronized void send(String line) {
        out.println(line);
        System.out.println("Sent to " + name + ": " + line);
    }

    void close() {
        try {
            socket.close();
        } catch (IOException e) {
            // already closed
        }
    }
}
