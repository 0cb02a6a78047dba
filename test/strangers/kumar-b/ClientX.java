// Arjun Kumar and Deepika Rao
// client X
import java.io.*;
import java.net.*;
import java.util.Scanner;

public class ClientX {
	public static void main(String[] args) throws Exception {
		Socket s = new Socket("10.0.0.1", 6000);
		Scanner sc = new Scanner(System.in);
		System.out.print("enter the message for client X : ");
		String m = "X: " + sc.nextLine();
		PrintWriter out = new PrintWriter(s.getOutputStream(), true);
		out.println(m);
		System.out.println("message sent: " + m);
		// read what server is saying
		BufferedReader in = new BufferedReader(new InputStreamReader(s.getInputStream()));
		String line;
		System.out.println("server says:");
		while ((line = in.readLine()) != null) {
			System.out.println(line);
		}
		s.close();
	}
}
