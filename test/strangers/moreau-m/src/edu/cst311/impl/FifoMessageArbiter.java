package edu.cst311.impl;

import edu.cst311.api.*;
import java.util.*;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;

/** First in, first named. */
public class FifoMessageArbiter implements MessageArbiter {
    private final List<ClientMessage> messages = new ArrayList<>();
    private final CountDownLatch outstanding;

    public FifoMessageArbiter(int expected) {
        this.outstanding = new CountDownLatch(expected);
    }

    @Override
    public synchronized void register(ClientMessage m) {
        messages.add(m);
        outstanding.countDown();
    }

    @Override
    public String awaitVerdict() throws InterruptedException {
        outstanding.await();
        synchronized (this) {
            return messages.stream().map(Object::toString).collect(Collectors.joining(" received before "));
        }
    }
}
