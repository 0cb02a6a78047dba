import java.io.*;
import java.net.*;

/** Cliente X.  java ClienteX [ip [porta [mensagem]]] */
public class ClienteX {
    public static void main(String[] args) throws Exception {
        String ip = args.length > 0 ? args[0] : "10.0.0.1";
        int porta = args.length > 1 ? Integer.parseInt(args[1]) : 7000;
        String mensagem = args.length > 2 ? args[2] : "Alice";
        // liga ao servidor / connect
        Socket s = new Socket(ip, porta);
        PrintStream saida = new PrintStream(s.getOutputStream());
        // envia / send
        saida.println("X: " + mensagem);
        System.out.println("Enviado: X: " + mensagem);
        // recebe / receive
        BufferedReader entrada = new BufferedReader(new InputStreamReader(s.getInputStream()));
        System.out.println("Recebido: " + entrada.readLine());
        s.close();
    }
}
