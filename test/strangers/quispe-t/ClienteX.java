import java.io.*;
import java.net.*;

// Cliente X
public class ClienteX {
    public static void main(String[] a) throws Exception {
        Socket s = new Socket("10.0.0.1", 1234);
        System.out.print("Presiona ENTER para mandar el mensaje ");
        System.in.read();
        // mandar
        PrintWriter w = new PrintWriter(s.getOutputStream(), true);
        w.println("X: Alice");
        System.out.println("Enviado: X: Alice");
        // recibir la respuesta
        BufferedReader r = new BufferedReader(new InputStreamReader(s.getInputStream()));
        System.out.println("Del servidor: " + r.readLine());
        s.close();
    }
}
