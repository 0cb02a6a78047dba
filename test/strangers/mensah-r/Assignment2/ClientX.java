// Client X, sends the name Alice

import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.net.Socket;

public class ClientX {
	public static void main(String[] args) throws Exception {
		Socket socket = new Socket("10.0.0.1", 9099); // h1
		ObjectOutputStream out = new ObjectOutputStream(socket.getOutputStream());
		ObjectInputStream in = new ObjectInputStream(socket.getInputStream());
		System.out.println("Client X connected, press enter to send the message");
		System.in.read();
		// send letter and message
		out.writeObject(new String[] { "X", "Alice" });
		out.flush();
		System.out.println("Sent: Alice");
		// wait for the server's answer
		System.out.println("From server: " + in.readObject());
		socket.close();
	}
}
