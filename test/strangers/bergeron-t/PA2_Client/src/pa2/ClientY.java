package pa2;

public class ClientY extends Client {

	@Override
	protected String message() {
		return "Y: Bob";
	}

	public static void main(String[] args) throws Exception {
		// h1 is 10.0.0.1 in mininet
		new ClientY().lancer(args.length > 0 ? args[0] : "10.0.0.1");
	}
}
