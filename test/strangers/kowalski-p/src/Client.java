import java.io.*;
import java.net.*;
import java.util.Scanner;

public class Client {
    public static void main(String[] args) throws IOException {
        Scanner scn = new Scanner(System.in);
        InetAddress ip = InetAddress.getByName("10.0.0.1");
        Socket s = new Socket(ip, 5056);
        DataInputStream dis = new DataInputStream(s.getInputStream());
        DataOutputStream dos = new DataOutputStream(s.getOutputStream());
        System.out.println("What client are you? [X | Y]");
        String w = scn.nextLine();
        System.out.println("Type your message..");
        String t = scn.nextLine();
        dos.writeUTF(w);
        dos.writeUTF(t);
        System.out.println(w + " sends: " + t);
        System.out.println("Server says: " + dis.readUTF());
        s.close();
        scn.close();
    }
}
