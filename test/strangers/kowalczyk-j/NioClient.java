import java.io.*;
import java.net.*;
import java.util.Scanner;

/** java NioClient X 10.0.0.1 [port].  The client is allowed to be boring: plain sockets, one thread to listen. */
public class NioClient {
    public static void main(String[] a) throws Exception {
        if (a.length < 2) { System.err.println("java NioClient <letter> <server> [port]"); return; }
        Socket s = new Socket(a[1], a.length > 2 ? Integer.parseInt(a[2]) : 9900);
        PrintWriter w = new PrintWriter(new OutputStreamWriter(s.getOutputStream(), "UTF-8"), true);
        BufferedReader r = new BufferedReader(new InputStreamReader(s.getInputStream(), "UTF-8"));

        Thread ear = new Thread(() -> {
            try {
                for (String l; (l = r.readLine()) != null; ) System.out.println("<- " + l);
            } catch (IOException e) { /* closed */ }
            System.out.println("Server closed the connection.");
            System.exit(0);
        });
        ear.start();

        System.out.println("Write (Bye ends):");
        Scanner kb = new Scanner(System.in);
        while (kb.hasNextLine()) {
            String t = kb.nextLine();
            w.print(a[0] + ">" + t + "\n");
            w.flush();
            System.out.println("-> " + a[0] + ": " + t);
        }
    }
}
