package edu.csumb.haddad;

/** A letter and a text. Immutable, so no lock is necessary. */
public final class Message {
    private final String letter, text;

    public Message(String letter, String text) {
        this.letter = letter;
        this.text = text;
    }

    @Override
    public String toString() { return letter + ": " + text; }
}
