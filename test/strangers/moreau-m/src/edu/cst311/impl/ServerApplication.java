/*
 * ServerApplication - entry point of the server.
 *
 * Rationale for multithreading: BufferedReader.readLine() is a blocking operation. The server needs
 * to be blocked on client X and on client Y simultaneously, otherwise it can't observe which message
 * is received first. Hence a pool with one worker per client; the workers share a MessageArbiter.
 */
package edu.cst311.impl;

import edu.cst311.api.*;
import java.io.*;
import java.net.*;
import java.util.*;
import java.util.concurrent.*;

public class ServerApplication {
    private static final int CLIENTS = 2;

    public static void main(String[] args) throws Exception {
        // configuration: properties file, name can be given with -Dconfig=...
        Properties config = new Properties();
        try (Reader in = new FileReader(System.getProperty("config", "application.properties"))) {
            config.load(in);
        }
        int port = Integer.parseInt(config.getProperty("server.port"));

        MessageArbiter arbiter = new FifoMessageArbiter(CLIENTS);
        List<ClientHandler> handlers = new ArrayList<>();
        try (ServerSocket ss = new ServerSocket(port)) {
            System.out.println("Server started on port " + port);
            // accept everybody before any handler is submitted
            for (int i = 0; i < CLIENTS; i++) {
                Socket s = ss.accept();
                System.out.println("Accepted " + s.getRemoteSocketAddress());
                handlers.add(new ClientHandler(s, arbiter, handlers));
            }
        }
        ExecutorService pool = Executors.newFixedThreadPool(CLIENTS);
        handlers.forEach(pool::submit);
        pool.shutdown();
        pool.awaitTermination(1, TimeUnit.DAYS);
        System.out.println("Server stopped");
    }
}
