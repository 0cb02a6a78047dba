package edu.cst311.api;

/** Decides in which order messages arrived. Implementations must be thread safe. */
public interface MessageArbiter {
    /** Registers a message; called by the thread that received it. */
    void register(ClientMessage message);

    /** Blocks until all messages are there, then gives the acknowledgement text. */
    String awaitVerdict() throws InterruptedException;
}
