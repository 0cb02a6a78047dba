import java.io.*;
import java.net.*;

// Cliente Y
public class ClienteY {
    public static void main(String[] a) throws Exception {
        Socket s = new Socket("10.0.0.1", 1234);
        System.out.print("Presiona ENTER para mandar el mensaje ");
        System.in.read();
        // mandar
        PrintWriter w = new PrintWriter(s.getOutputStream(), true);
        w.println("Y: Bob");
        System.out.println("Enviado: Y: Bob");
        // recibir la respuesta
        BufferedReader r = new BufferedReader(new InputStreamReader(s.getInputStream()));
        System.out.println("Del servidor: " + r.readLine());
        s.close();
    }
}
