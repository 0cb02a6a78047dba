// Client.java - Ivan Petrov
// both clients: asks for everything
import java.io.*;
import java.net.*;
import java.util.Scanner;

public class Client {
    public static void main(String[] a) throws Exception {
        Scanner sc = new Scanner(System.in);
        System.out.print("Server IP: ");
        String ip = sc.nextLine();
        System.out.print("Client name (X or Y): ");
        String name = sc.nextLine();
        // connect
        Socket s = new Socket(ip, 4444);
        DataOutputStream out = new DataOutputStream(s.getOutputStream());
        DataInputStream in = new DataInputStream(s.getInputStream());
        System.out.print("Message: ");
        // send "X: Alice"
        out.writeUTF(name + ": " + sc.nextLine());
        // answer
        System.out.println("Server: " + in.readUTF());
        s.close();
    }
}
