/*
 * Assignment 2 server. P. van der Merwe.
 *
 * Rationale for multithreading: InputStream.read blocks its thread. There are two
 * independent producers (X and Y), neither of which may hold up the other, and the order
 * in which they produce has to be observed and not imposed. Therefore: a thread
 * for every Session; the ArrivalLedger (a monitor) is the shared data.
 */
package za.vdm.relay.app;

import java.io.IOException;
import java.net.*;
import java.util.*;
import za.vdm.relay.core.*;
import za.vdm.relay.net.Session;

/** Composition root. */
public final class ServerMain {
    private enum State { ACCEPTING, RECEIVING, DONE }
    private static final int PARTIES = Party.values().length;

    public static void main(String[] args) throws IOException, InterruptedException {
        int port = Integer.getInteger("relay.port", 8311);
        ArrivalLedger ledger = new ArrivalLedger(PARTIES);
        List<Session> sessions = new ArrayList<>();
        enter(State.ACCEPTING);
        try (ServerSocket ss = new ServerSocket(port)) {
            while (sessions.size() < PARTIES) {
                Socket s = ss.accept();
                System.out.println("accepted " + s.getRemoteSocketAddress());
                sessions.add(new Session(s, ledger, VerdictStrategy.RECEIVED_BEFORE));
            }
        }
        // nothing was read so far: threads start in this state
        enter(State.RECEIVING);
        List<Thread> threads = new ArrayList<>();
        for (Session s : sessions) { Thread t = new Thread(s); threads.add(t); t.start(); }
        for (Thread t : threads) t.join();
        for (Session s : sessions) s.close();
        enter(State.DONE);
    }
    private static void enter(State s) { System.out.println("STATE " + s); }
}
