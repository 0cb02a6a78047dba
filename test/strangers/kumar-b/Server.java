// Arjun Kumar and Deepika Rao
// Why multi threading is needed: because two client is coming to server and both client can
// send the message in any time. If only one thread is there then server is stuck in readLine of
// one client and other client message is not read. So for each client one thread is there and
// the thread which is reading first, his client is first.
import java.io.*;
import java.net.*;
import java.util.*;

public class Server {
	static Vector<String> msgs = new Vector<String>();
	static Vector<Socket> socks = new Vector<Socket>();

	static class Worker extends Thread {
		Socket s;
		Worker(Socket s) { this.s = s; }
		public void run() {
			try {
				BufferedReader in = new BufferedReader(new InputStreamReader(s.getInputStream()));
				String m = in.readLine();
				synchronized (msgs) {
					msgs.add(m);
					System.out.println("message received: " + m);
				}
			} catch (IOException e) {
				System.out.println(e);
			}
		}
	}

	public static void main(String[] args) throws Exception {
		ServerSocket ss = new ServerSocket(6000);
		System.out.println("server started");
		// first both client should connect
		while (socks.size() < 2) {
			Socket s = ss.accept();
			System.out.println("one client is connected " + s.getInetAddress());
			socks.add(s);
		}
		Worker w1 = new Worker(socks.get(0));
		Worker w2 = new Worker(socks.get(1));
		w1.start();
		w2.start();
		w1.join();
		w2.join();
		for (Socket s : socks) {
			PrintWriter out = new PrintWriter(s.getOutputStream(), true);
			out.println(msgs.get(0));
			out.println("received before");
			out.println(msgs.get(1));
			s.close();
		}
		System.out.println("sent to both client:");
		System.out.println(msgs.get(0));
		System.out.println("received before");
		System.out.println(msgs.get(1));
		ss.close();
	}
}
