/*
 * CST 311 PA2 - Kenji Nakagawa
 *
 * Multithreading explanation: ObjectInputStream.readObject() blocks until the client has
 * sent an object. The server has two clients and it is unknown which one sends first, so
 * it has to be blocked in two readObject() calls at once. This is possible only with two threads.
 * The threads exchange data over a LinkedBlockingQueue, which keeps the order of arrival.
 */
package edu.csumb.cst311.server;

import edu.csumb.cst311.common.Config;
import edu.csumb.cst311.common.Message;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;

/** Entry point of the server. */
public class ServerMain {

    public static void main(String[] args) throws IOException, InterruptedException {
        BlockingQueue<Message> inbox = new LinkedBlockingQueue<>();
        ExecutorService pool = Executors.newFixedThreadPool(2);
        List<ClientConnection> clients = new ArrayList<>();

        try (ServerSocket listener = new ServerSocket(Config.PORT)) {
            System.out.println("Server listening on port " + Config.PORT);
            // wait for both connections before any message is read
            for (int i = 0; i < 2; i++) {
                clients.add(new ClientConnection(listener.accept(), inbox));
                System.out.println("Connection " + (i + 1) + " accepted");
            }
        }
        // one task per client
        for (ClientConnection c : clients) {
            pool.execute(c);
        }

        // take() gives the messages in their order of arrival
        Message first = inbox.take();
        System.out.println("Received first:  " + first);
        Message second = inbox.take();
        System.out.println("Received second: " + second);

        // acknowledge to both clients
        Message ack = new Message("Server", first + " received before " + second);
        for (ClientConnection c : clients) {
            c.send(ack);
            System.out.println("Sent ack: " + ack.getText());
        }
        pool.shutdown();
        for (ClientConnection c : clients) {
            c.close();
        }
    }
}
