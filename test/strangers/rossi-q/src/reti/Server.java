/*
 * Compito 2 - Marco Rossi
 *
 * Perche' il multithreading / why multithreading:
 * readLine() is blocking. With a single thread the server must decide whom to
 * read first, so the order would be the order decided by the server and not the
 * order of arrival. With a thread for each client the server listens to
 * both. The threads share the object Registro, its methods are synchronized.
 */
package reti;

import java.io.*;
import java.net.*;

public class Server {

    public static void main(String[] args) throws Exception {
        int porta = args.length > 0 ? Integer.parseInt(args[0]) : 1234;
        Registro registro = new Registro(2);

        try (ServerSocket ss = new ServerSocket(porta)) {
            System.out.println("Server in ascolto sulla porta " + porta);

            // both connections are accepted before the threads are started
            Socket primo = ss.accept();
            System.out.println("Connesso " + primo.getInetAddress().getHostAddress());
            Socket secondo = ss.accept();
            System.out.println("Connesso " + secondo.getInetAddress().getHostAddress());

            GestoreClient a = new GestoreClient(primo, registro);
            GestoreClient b = new GestoreClient(secondo, registro);
            a.start();
            b.start();
            a.join();
            b.join();
        }
        System.out.println("Fine.");
    }
}
