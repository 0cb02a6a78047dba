// Arjun Kumar and Deepika Rao
// client Y
import java.io.*;
import java.net.*;
import java.util.Scanner;

public class ClientY {
	public static void main(String[] args) throws Exception {
		Socket s = new Socket("10.0.0.1", 6000);
		Scanner sc = new Scanner(System.in);
		System.out.print("enter the message for client Y : ");
		String m = "Y: " + sc.nextLine();
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
