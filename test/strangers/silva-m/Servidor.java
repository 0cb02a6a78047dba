/* Trabalho 2 - Redes - Joao Silva
 *
 * Porque multithreading? / Why multithreading?
 * The server has two clients connected at the same time and has to receive a message from each.
 * With one thread per client no client needs to wait for the other one.
 */
import java.io.*;
import java.net.*;
import java.util.concurrent.*;

public class Servidor {

    /** receives the line of one client; Callable so that we get the string back */
    static class Recebedor implements Callable<String> {
        private final Socket cliente;
        Recebedor(Socket c) { cliente = c; }

        public String call() throws IOException {
            BufferedReader entrada = new BufferedReader(new InputStreamReader(cliente.getInputStream()));
            String linha = entrada.readLine();
            System.out.println("Recebido / received: " + linha);
            return linha;
        }
    }

    public static void main(String[] args) throws Exception {
        int porta = args.length > 0 ? Integer.parseInt(args[0]) : 7000;
        ServerSocket servidor = new ServerSocket(porta);
        System.out.println("Servidor na porta " + porta);

        // aceita os dois clientes / accept the two clients
        Socket c1 = servidor.accept();
        System.out.println("1: " + c1.getInetAddress());
        Socket c2 = servidor.accept();
        System.out.println("2: " + c2.getInetAddress());

        // uma thread por cliente / a thread for each
        ExecutorService ex = Executors.newFixedThreadPool(2);
        Future<String> primeira = ex.submit(new Recebedor(c1));
        Future<String> segunda = ex.submit(new Recebedor(c2));

        // resposta / reply: the first, then the second
        String resposta = primeira.get() + " received before " + segunda.get();
        for (Socket c : new Socket[] { c1, c2 }) {
            new PrintStream(c.getOutputStream()).println(resposta);
            c.close();
        }
        System.out.println("Enviado / sent: " + resposta);
        ex.shutdown();
        servidor.close();
    }
}
