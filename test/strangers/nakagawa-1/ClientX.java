// Client X
import java.io.*;
import java.net.*;
import java.util.Scanner;

public class ClientX {
    public static void main(String[] args) throws Exception {
        // address of h1
        Socket socket = new Socket("10.0.0.1", 4000);
        DataOutputStream out = new DataOutputStream(socket.getOutputStream());
        DataInputStream in = new DataInputStream(socket.getInputStream());
        Scanner sc = new Scanner(System.in);
        System.out.print("Message: ");
        // send message with name of client
        out.writeUTF("X: " + sc.nextLine());
        // print answer
        System.out.println(in.readUTF());
        socket.close();
    }
}
