package edu.csumb.haddad;

import java.io.*;
import java.net.Socket;

/** Arguments: host letter text */
public class OrderClient {
    public static void main(String[] args) throws IOException {
        try (Socket s = new Socket(args[0], OrderServer.PORT)) {
            // DataOutputStream: one write per call, buffer to have it in one segment
            DataOutputStream out = new DataOutputStream(new BufferedOutputStream(s.getOutputStream()));
            out.writeUTF(args[1]);
            out.writeUTF(args[2]);
            out.flush();
            // the answer of the server
            System.out.println(new DataInputStream(s.getInputStream()).readUTF());
        }
    }
}
