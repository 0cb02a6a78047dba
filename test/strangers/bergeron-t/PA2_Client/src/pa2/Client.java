package pa2;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.net.Socket;

/** Parent of ClientX and ClientY. */
public abstract class Client {

	protected abstract String message();

	/** se connecte, envoie, attend la réponse */
	protected void lancer(String hote) throws Exception {
		Socket s = new Socket(hote, 15000);
		new DataOutputStream(s.getOutputStream()).writeUTF(message());
		String r = new DataInputStream(s.getInputStream()).readUTF();
		System.out.println(r);
		s.close();
	}
}
