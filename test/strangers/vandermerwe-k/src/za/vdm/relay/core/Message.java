package za.vdm.relay.core;

/** An immutable message with the party that sent it. */
public final class Message {
    public final Party sender;
    public final String body;
    public Message(Party sender, String body) { this.sender = sender; this.body = body; }
    @Override public String toString() { return sender + ": " + body; }
}
