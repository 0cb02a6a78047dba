package edu.cst311.impl;

import edu.cst311.api.*;
import java.io.*;
import java.net.Socket;
import java.util.List;

/** Handles the conversation with one client; run by the pool. */
class ClientHandler implements Runnable {
    private final Socket socket;
    private final MessageArbiter arbiter;
    private final List<ClientHandler> all;
    private final BufferedReader in;
    private final PrintWriter out;

    ClientHandler(Socket socket, MessageArbiter arbiter, List<ClientHandler> all) throws IOException {
        this.socket = socket;
        this.arbiter = arbiter;
        this.all = all;
        in = new BufferedReader(new InputStreamReader(socket.getInputStream()));
        out = new PrintWriter(socket.getOutputStream(), true);
    }

    @Override
    public void run() {
        try {
            // protocol: line 1 is the id, line 2 is the message, all further lines are chat
            String id = in.readLine();
            String body = in.readLine();
            if (body != null) {
                ClientMessage first = new ClientMessage(id, body);
                arbiter.register(first);
                System.out.println("Received " + first);
                deliver(arbiter.awaitVerdict());
                chat(id);
            }
        } catch (IOException e) {
            // the other handler closed our socket, this is the normal end
            System.out.println("Connection closed: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            all.forEach(ClientHandler::close);
        }
    }

    /** Relays lines until Bye or end of stream. */
    private void chat(String id) throws IOException {
        String line;
        while ((line = in.readLine()) != null) {
            ClientMessage m = new ClientMessage(id, line);
            System.out.println("Received " + m);
            for (ClientHandler h : all) {
                if (h != this) h.deliver(m.toString());
            }
            if (line.equalsIgnoreCase("Bye")) return;
        }
    }

    private void deliver(String text) {
        out.println(text);
        System.out.println("Sent to " + socket.getRemoteSocketAddress() + " " + text);
    }

    private void close() {
        try { socket.close(); } catch (IOException ignored) { }
    }
}
