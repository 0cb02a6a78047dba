/*
 * OrderServer - Rami Haddad
 *
 * Multithreading: each client's readUTF() blocks the thread which calls it. The server has to wait
 * for two clients at the same time, because it is not known which of them sends first.
 * Therefore two threads of a pool wait, one for each, and put what they get in one
 * BlockingQueue, that is shared and thread safe. The first in the queue was first.
 */
package edu.csumb.haddad;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.*;

public class OrderServer {

    public static final int PORT = 8311;

    public static void main(String[] args) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(2);
        BlockingQueue<Message> queue = new LinkedBlockingQueue<>();
        List<ClientSession> sessions = new ArrayList<>();

        // accept both, then go on
        try (ServerSocket ss = new ServerSocket(PORT)) {
            System.out.println("Waiting for two clients at port " + PORT);
            for (int i = 0; i < 2; i++) {
                sessions.add(new ClientSession(ss.accept()));
                System.out.println("Client connected (" + (i + 1) + " of 2)");
            }
        }

        // every session gets a thread which waits for its message
        for (ClientSession s : sessions) {
            pool.submit(() -> {
                queue.put(s.receive());
                return null;                       // makes it a Callable, it may throw
            });
        }

        Message first = queue.take();
        System.out.println("Received: " + first);
        Message second = queue.take();
        System.out.println("Received: " + second);

        String ack = first + " received before " + second;
        List<Future<?>> sent = new ArrayList<>();
        for (ClientSession s : sessions) sent.add(pool.submit(() -> s.send(ack)));
        for (Future<?> f : sent) f.get();
        System.out.println("Sent to both: " + ack);
        pool.shutdown();
    }
}
