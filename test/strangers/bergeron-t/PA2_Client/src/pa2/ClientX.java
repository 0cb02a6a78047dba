package pa2;

public class ClientX extends Client {

	@Override
	protected String message() {
		return "X: Alice";
	}

	public static void main(String[] args) throws Exception {
		// h1 is 10.0.0.1 in mininet
		new ClientX().lancer(args.length > 0 ? args[0] : "10.0.0.1");
	}
}
