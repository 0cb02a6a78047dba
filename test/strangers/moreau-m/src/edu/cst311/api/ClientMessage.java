package edu.cst311.api;

/** Immutable value object: who said what. */
public final class ClientMessage {
    private final String clientId;
    private final String body;

    public ClientMessage(String clientId, String body) {
        this.clientId = clientId;
        this.body = body;
    }

    public String getClientId() { return clientId; }
    public String getBody() { return body; }

    @Override
    public String toString() { return clientId + ": " + body; }
}
