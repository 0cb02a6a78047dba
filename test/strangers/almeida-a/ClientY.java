// Beatriz Almeida
// CST 311 Assignment 2
// Client Y

import java.io.*;
import java.net.*;
import java.util.Scanner;

public class ClientY {
    public static void main(String[] args) throws Exception {
        // address of the server, h1 of mininet
        String host = "10.0.0.1";
        if (args.length > 0)
            host = args[0];

        Socket s = new Socket(host, 4444);

        // read the message from the keyboard
        Scanner sc = new Scanner(System.in);
        System.out.print("Enter message for server: ");
        String msg = "Y: " + sc.nextLine();

        // send it
        PrintStream out = new PrintStream(s.getOutputStream());
        out.println(msg);
        System.out.println("Message sent: " + msg);

        // get the answer
        BufferedReader br = new BufferedReader(new InputStreamReader(s.getInputStream()));
        System.out.println("Message from server: " + br.readLine());
        s.close();
    }
}
