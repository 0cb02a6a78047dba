/** The client Y, see ClientX. */
public class ClientY extends ClientX {
    @Override
    protected String nom() {
        return "Y";
    }

    public static void main(String[] args) throws java.io.IOException {
        lancer(new ClientY(), args);
    }
}
