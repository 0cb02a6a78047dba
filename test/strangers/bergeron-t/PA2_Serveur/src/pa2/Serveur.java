/*
 * Pourquoi le multithreading? / Why multithreading?
 * readUTF() blocks. With one thread the server would wait for client 1 even if client 2 was
 * faster. Each client gets its thread, they note the order in a synchronized list.
 */
package pa2;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Collections;
import java.util.LinkedList;
import java.util.List;

public class Serveur {

	/** liste partagée, dans l'ordre d'arrivée des messages */
	static final List<String> arrivees = Collections.synchronizedList(new LinkedList<>());

	/** un fil par client */
	static class FilClient extends Thread {
		private final Socket prise;

		FilClient(Socket prise) {
			this.prise = prise;
		}

		@Override
		public void run() {
			try {
				String m = new DataInputStream(prise.getInputStream()).readUTF();
				arrivees.add(m); // l'ordre est décidé ici
			} catch (IOException e) {
				e.printStackTrace();
			}
		}

		void envoyer(String m) throws IOException {
			new DataOutputStream(prise.getOutputStream()).writeUTF(m);
		}
	}

	public static void main(String[] args) throws Exception {
		ServerSocket ss = new ServerSocket(15000);
		// accepter les deux clients d'abord
		FilClient a = new FilClient(ss.accept());
		FilClient b = new FilClient(ss.accept());
		a.start();
		b.start();
		a.join();
		b.join();
		// réponse aux deux
		String reponse = arrivees.get(0) + " received before " + arrivees.get(1);
		a.envoyer(reponse);
		b.envoyer(reponse);
		ss.close();
	}
}
