import java.io.*;
import java.net.*;
import java.util.Scanner;

public class Cli {
    public static void main(String[] a) throws Exception {
        Scanner sc = new Scanner(System.in);
        System.out.print("Server IP? ");
        String ip = sc.nextLine();
        System.out.print("Port? ");
        int port = Integer.parseInt(sc.nextLine());
        System.out.print("Client letter? ");
        String c = sc.nextLine();
        Socket s = new Socket(ip, port);
        System.out.print("Name? ");
        String m = c + ": " + sc.nextLine();
        new DataOutputStream(s.getOutputStream()).writeUTF(m);
        System.out.println("Sent " + m);
        System.out.println("Got " + new DataInputStream(s.getInputStream()).readUTF());
        s.close();
    }
}
