package za.vdm.relay.core;

import java.util.List;

/** Strategy: how the ledger is turned into the answer. */
public interface VerdictStrategy {
    String decide(List<Message> inOrderOfArrival);

    /** The wording of the assignment. */
    VerdictStrategy RECEIVED_BEFORE = l -> l.get(0) + " received before " + l.get(1);
}
