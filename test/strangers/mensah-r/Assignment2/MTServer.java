// Kwabena Mensah
// CST311 Assignment 2 server
//
// We need multithreading so both clients can be handled at once. Each client gets a thread. Without threads
// one client would have to wait for the other because readObject() blocks. The threads share the static
// variables below.

import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.net.ServerSocket;
import java.net.Socket;

public class MTServer {
	static String first = null;   // letter of the client whose message came first
	static int count = 0;         // how many messages so far
	static final Object lock = new Object();

	public static void main(String[] args) throws Exception {
		ServerSocket server = new ServerSocket(9099);
		System.out.println("Server started. Waiting for clients X and Y");
		// accept both clients before any thread starts
		Socket c1 = server.accept();
		System.out.println("One client connected");
		Socket c2 = server.accept();
		System.out.println("Two clients connected");
		new ServerThread(c1).start();
		new ServerThread(c2).start();
	}

	static class ServerThread extends Thread {
		private Socket socket;

		public ServerThread(Socket s) { socket = s; }

		public void run() {
			try {
				ObjectOutputStream out = new ObjectOutputStream(socket.getOutputStream());
				ObjectInputStream in = new ObjectInputStream(socket.getInputStream());
				// message is {letter, name}
				String[] msg = (String[]) in.readObject();
				System.out.println("Received from client " + msg[0] + ": " + msg[1]);
				synchronized (lock) {
					if (first == null) {
						first = msg[0];
						System.out.println("Client " + first + " is first");
					}
					count++;
					lock.notifyAll();
					// wait for the other client's message
					while (count < 2)
						lock.wait();
				}
				// build the answer
				String answer;
				if (first == "X")
					answer = "X: Alice received before Y: Bob";
				else
					answer = "Y: Bob received before X: Alice";
				out.writeObject(answer);
				out.flush();
				System.out.println("Sent to client " + msg[0] + ": " + answer);
				socket.close();
			} catch (Exception e) {
				e.printStackTrace();
			}
		}
	}
}
