// Client Y, sends the name Bob

import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.net.Socket;

public class ClientY {
	public static void main(String[] args) throws Exception {
		Socket socket = new Socket("10.0.0.1", 9099); // h1
		ObjectOutputStream out = new ObjectOutputStream(socket.getOutputStream());
		ObjectInputStream in = new ObjectInputStream(socket.getInputStream());
		System.out.println("Client Y connected, press enter to send the message");
		System.in.read();
		// send letter and message
		out.writeObject(new String[] { "Y", "Bob" });
		out.flush();
		System.out.println("Sent: Bob");
		// wait for the server's answer
		System.out.println("From server: " + in.readObject());
		socket.close();
	}
}
