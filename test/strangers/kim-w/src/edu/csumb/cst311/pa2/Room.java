package edu.csumb.cst311.pa2;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** The data shared by the handler threads. */
class Room {
    private final List<ClientHandler> handlers = new ArrayList<>();
    private final List<String> arrived = new ArrayList<>();
    private final CountDownLatch bothArrived = new CountDownLatch(2);

    void add(ClientHandler h) {
        handlers.add(h);
    }

    /** Stores a first message, e.g. "X: Alice". Only one thread at a time can be here. */
    synchronized void messageArrived(String message) {
        arrived.add(message);
        System.out.println("Received (" + arrived.size() + "): " + message);
        bothArrived.countDown();
    }

    /** Waits until both messages are in, and returns the acknowledgement. */
    String acknowledgement() throws InterruptedException {
        bothArrived.await();
        return "Acknowledged, " + arrived.get(0) + " received before " + arrived.get(1);
    }

    /** Sends a line to the client that is not `from`. */
    void relay(ClientHandler from, String line) {
        for (ClientHandler h : handlers) {
            if (h != from) {
                h.send(line);
            }
        }
    }

    /** Ends the connection of both clients. */
    void closeAll() {
        for (ClientHandler h : handlers) {
            h.close();
        }
    }
}
