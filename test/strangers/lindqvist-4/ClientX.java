// ClientX.java
// Anna Lindqvist, CST 311 - Assignment #2

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.Socket;

public class ClientX {
    public static void main(String[] args) throws Exception {
        BufferedReader keyboard = new BufferedReader(new InputStreamReader(System.in));

        // connect to server
        System.out.print("IP address of the server: ");
        String ip = keyboard.readLine();
        Socket socket = new Socket(ip, 6000);

        // send letter and message
        System.out.print("Message of client X: ");
        String name = keyboard.readLine();
        PrintStream out = new PrintStream(socket.getOutputStream());
        out.println("X");
        out.println(name);
        System.out.println("Client X sent: " + name);

        // get the response
        BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream()));
        System.out.println("Response from server: " + in.readLine());
        socket.close();
    }
}
