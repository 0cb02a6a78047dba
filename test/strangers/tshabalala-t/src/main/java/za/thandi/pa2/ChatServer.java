// Why do we need multithreading? Since readLine() blocks, a server with one thread can listen to only
// one client at a time. X and Y may type whenever they like. A thread for each of them
// means that whoever is first gets registered first, and later that both can chat freely.
package za.thandi.pa2;

import java.io.*;
import java.net.*;
import java.util.*;
import java.util.concurrent.CountDownLatch;

class ChatServer {
  private final int port;
  private final List<Peer> peers = new ArrayList<>();
  // first message of each client in order of arrival, guarded by "this"
  private final List<String> opening = new ArrayList<>();
  private final CountDownLatch done = new CountDownLatch(1);

  ChatServer(int port) {
    this.port = port;
  }

  void run() throws Exception {
    try (ServerSocket ss = new ServerSocket(port)) {
      System.out.println("[srv] port " + port);
      while (peers.size() < 2) {
        peers.add(new Peer(ss.accept()));
        System.out.println("[srv] " + peers.size() + " connected");
      }
    }
    // both connected: tell them and begin to read
    for (Peer p : peers) p.send("Both clients are connected, go ahead!");
    for (Peer p : peers) new Thread(() -> serve(p)).start();
    done.await();
    for (Peer p : peers) p.socket.close();
    System.out.println("[srv] closed");
  }

  /** A client's loop. Lines look like "X: hello". */
  private void serve(Peer me) {
    try {
      boolean first = true;
      String line;
      while ((line = me.in.readLine()) != null) {
        if (!handle(me, line, first)) break;
        first = false;
      }
    } catch (IOException e) {
      // closed by the other's Bye
    } finally {
      done.countDown();
    }
  }

  /** Synchronized, so the order of messages is the order of entering here. */
  private synchronized boolean handle(Peer me, String line, boolean first) {
    System.out.println("[srv] received " + line);
    if (first) {
      opening.add(line);
      if (opening.size() == 2) {
        String ack = opening.get(0) + " received before " + opening.get(1);
        for (Peer p : peers) p.send(ack);
      }
      return true;
    }
    // relay to everybody else (there is only one)
    for (Peer p : peers) if (p != me) p.send(line);
    return !line.endsWith(": Bye");
  }

  /** Socket with its reader and writer. */
  private static class Peer {
    final Socket socket;
    final BufferedReader in;
    final PrintWriter out;

    Peer(Socket s) throws IOException {
      socket = s;
      in = new BufferedReader(new InputStreamReader(s.getInputStream()));
      out = new PrintWriter(s.getOutputStream(), true);
    }

    void send(String s) {
      out.println(s);
      System.out.println("[srv] sent " + s);
    }
  }
}
