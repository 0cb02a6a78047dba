/*
 * Projeto 2 de Redes
 * Beatriz Almeida
 *
 * Precisamos de multithreading porque o servidor tem de esperar por mensagens
 * de dois clientes ao mesmo tempo e a leitura bloqueia a thread. (We need
 * multithreading because reading blocks, and two clients can send at any time.)
 *
 * Compilar: javac Projeto2.java
 * h1: java Projeto2 servidor
 * h2: java Projeto2 cliente X Alice
 * h3: java Projeto2 cliente Y Bob
 */
import java.io.*;
import java.net.*;
import java.util.Vector;

public class Projeto2 {

    static final String ENDERECO = "10.0.0.1";
    static final int PORTA = 2222;

    public static void main(String[] args) throws Exception {
        if (args.length == 0) {
            System.out.println("servidor ou cliente?");
        } else if (args[0].equals("servidor")) {
            servidor();
        } else {
            cliente(args[1], args[2]);
        }
    }

    // ======================= SERVIDOR =======================

    // Vector e' sincronizado, pode ser usado por varias threads
    static Vector<String> ordem = new Vector<String>();
    static Vector<Atendimento> atendimentos = new Vector<Atendimento>();

    // Thread que atende um cliente
    static class Atendimento implements Runnable {
        static BufferedReader entrada;
        static DataOutputStream saida;
        Socket ligacao;
        String recebida;

        Atendimento(Socket ligacao) {
            this.ligacao = ligacao;
        }

        public void run() {
            try {
                // ler a mensagem
                BufferedReader leitor = new BufferedReader(new InputStreamReader(ligacao.getInputStream()));
                saida = new DataOutputStream(ligacao.getOutputStream());
                recebida = leitor.readLine();
                ordem.add(recebida);
                System.out.println("Recebi: " + recebida);
            } catch (IOException e) {
                System.out.println(e.getMessage());
            }
        }

        // enviar a confirmacao
        void confirmar(String texto) throws IOException {
            saida.writeBytes(texto + "\n");
            System.out.println("Enviei: " + texto);
        }
    }

    static void servidor() throws Exception {
        ServerSocket ss = new ServerSocket(PORTA);
        System.out.println("A espera dos clientes");
        // aceitar os dois
        Socket s1 = ss.accept();
        System.out.println("Cliente 1 ligado");
        Socket s2 = ss.accept();
        System.out.println("Cliente 2 ligado");
        atendimentos.add(new Atendimento(s1));
        atendimentos.add(new Atendimento(s2));
        // lancar as threads
        Thread[] threads = new Thread[2];
        for (int i = 0; i < 2; i++) {
            threads[i] = new Thread(atendimentos.get(i));
            threads[i].start();
        }
        for (Thread t : threads) {
            t.join();
        }
        // responder aos dois
        String resposta = ordem.get(0) + " received before " + ordem.get(1);
        for (Atendimento a : atendimentos) {
            a.confirmar(resposta);
        }
        s1.close();
        s2.close();
        ss.close();
    }

    // ======================= CLIENTE =======================

    static void cliente(String letra, String nome) throws Exception {
        Socket s = new Socket(ENDERECO, PORTA);
        System.out.println("Ligado. Carregue em ENTER para enviar");
        System.in.read();
        // enviar
        String mensagem = letra + ": " + nome;
        new DataOutputStream(s.getOutputStream()).writeBytes(mensagem + "\n");
        System.out.println("Enviado: " + mensagem);
        // receber
        BufferedReader in = new BufferedReader(new InputStreamReader(s.getInputStream()));
        System.out.println("Resposta: " + in.readLine());
        s.close();
    }
}
