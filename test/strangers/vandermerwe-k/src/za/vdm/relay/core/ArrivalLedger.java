package za.vdm.relay.core;

import java.util.ArrayList;
import java.util.List;

/** Append-only monitor that records messages in the order of arrival. */
public class ArrivalLedger {
    private final int capacity;
    private final List<Message> entries = new ArrayList<>();
    public ArrivalLedger(int capacity) { this.capacity = capacity; }

    /** Called by the session threads. */
    public synchronized void record(Message m) {
        entries.add(m);
        notifyAll();
    }

    /** Blocks until the ledger is full. */
    public synchronized List<Message> awaitComplete() throws InterruptedException {
        while (entries.size() < capacity) wait();
        return List.copyOf(entries);
    }
}
