import java.io.*;
import java.net.*;
import java.util.*;

public class Client {
    // args: host name
    public static void main(String[] args) throws Exception {
        Socket s = new Socket(args[0], 8888);
        System.out.print("msg? ");
        String m = args[1] + ": " + new Scanner(System.in).nextLine();
        s.getOutputStream().write((m + "\n").getBytes());
        System.out.println("send: " + m);
        System.out.println("recv: " + new BufferedReader(new InputStreamReader(s.getInputStream())).readLine());
        s.close();
    }
}
