import java.io.*;
import java.net.*;

/** Cliente Y.  java ClienteY [ip [porta [mensagem]]] */
public class ClienteY {
    public static void main(String[] args) throws Exception {
        String ip = args.length > 0 ? args[0] : "10.0.0.1";
        int porta = args.length > 1 ? Integer.parseInt(args[1]) : 7000;
        String mensagem = args.length > 2 ? args[2] : "Bob";
        // liga ao servidor / connect
        Socket s = new Socket(ip, porta);
        PrintStream saida = new PrintStream(s.getOutputStream());
        // envia / send
        saida.println("Y: " + mensagem);
        System.out.println("Enviado: Y: " + mensagem);
        // recebe / receive
        BufferedReader entrada = new BufferedReader(new InputStreamReader(s.getInputStream()));
        System.out.println("Recebido: " + entrada.readLine());
        s.close();
    }
}
