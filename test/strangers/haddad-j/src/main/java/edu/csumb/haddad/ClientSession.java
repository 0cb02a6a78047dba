package edu.csumb.haddad;

import java.io.*;
import java.net.Socket;

/** The server's end of one connection. */
class ClientSession {
    private final DataInputStream in;
    private final DataOutputStream out;

    ClientSession(Socket s) throws IOException {
        in = new DataInputStream(s.getInputStream());
        out = new DataOutputStream(s.getOutputStream());
    }

    /** letter and text come as two UTF strings */
    Message receive() throws IOException {
        return new Message(in.readUTF(), in.readUTF());
    }

    void send(String s) {
        try {
            out.writeUTF(s);
            out.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
