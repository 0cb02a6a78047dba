// Tarea 2 Redes - Rolando Quispe
// Se necesita multithreading porque el servidor atiende a dos clientes a la vez, y leer de un
// socket bloquea el programa hasta que llega algo. Con hilos, cada cliente tiene el suyo.
import java.io.*;
import java.net.*;

public class Servidor extends Thread {
    static String mensajeX = null;
    static String mensajeY = null;

    Socket cliente;

    Servidor(Socket c) { cliente = c; }

    // hilo: recibe el mensaje del cliente y lo guarda segun quien es
    public void run() {
        try {
            BufferedReader r = new BufferedReader(new InputStreamReader(cliente.getInputStream()));
            String m = r.readLine();
            System.out.println("Mensaje recibido: " + m);
            if (m.startsWith("X")) mensajeX = m;
            else mensajeY = m;
            // esperar hasta que esten los dos mensajes
            while (mensajeX == null || mensajeY == null) {
                Thread.sleep(100);
            }
            // respuesta
            String resp;
            if (mensajeX != null)
                resp = mensajeX + " received before " + mensajeY;
            else
                resp = mensajeY + " received before " + mensajeX;
            PrintWriter w = new PrintWriter(cliente.getOutputStream(), true);
            w.println(resp);
            System.out.println("Respuesta enviada: " + resp);
            cliente.close();
        } catch (Exception e) {
            System.out.println(e);
        }
    }

    public static void main(String[] a) throws Exception {
        ServerSocket ss = new ServerSocket(1234);
        System.out.println("Servidor listo");
        Socket c1 = ss.accept(); // primer cliente
        Socket c2 = ss.accept(); // segundo cliente
        System.out.println("Los dos clientes estan conectados");
        new Servidor(c1).start();
        new Servidor(c2).start();
    }
}
