import java.io.*;
import java.net.*;
import java.util.Scanner;

// Client class X
public class ClientX {
    public static void main(String[] args) throws IOException {
        try {
            Scanner scn = new Scanner(System.in);
            // getting server ip
            InetAddress ip = InetAddress.getByName("localhost");
            // establish the connection with server port 5056
            Socket s = new Socket(ip, 5056);
            DataInputStream dis = new DataInputStream(s.getInputStream());
            DataOutputStream dos = new DataOutputStream(s.getOutputStream());

            System.out.print("Message of X (e.g. Alice): ");
            String tosend = "X: " + scn.nextLine();
            dos.writeUTF(tosend);
            // printing what the server answers
            System.out.println(dis.readUTF());

            scn.close();
            dis.close();
            dos.close();
        } catch (Exception e) {
            e.printStackTrace();
        }
    }
}
