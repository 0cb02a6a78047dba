package edu.csumb.cst311.common;

import java.io.Serializable;

/** What travels over the wire: sent with object streams. */
public class Message implements Serializable {
    private static final long serialVersionUID = 1L;
    private final String sender;
    private final String text;

    public Message(String sender, String text) {
        this.sender = sender;
        this.text = text;
    }

    public String getSender() { return sender; }
    public String getText() { return text; }

    @Override
    public String toString() { return sender + ": " + text; }
}
