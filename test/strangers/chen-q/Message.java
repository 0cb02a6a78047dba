import java.io.Serializable;

/**
 * A message as it is sent over the network.
 */
public class Message implements Serializable {
    private static final long serialVersionUID = 1L;

    public String clientName;   // X or Y
    public String content;
    public long time;           // time of the message in nanoseconds

    public Message(String clientName) {
        this.clientName = clientName;
        this.time = System.nanoTime();
    }

    public String toString() {
        return clientName + ": " + content;
    }
}
