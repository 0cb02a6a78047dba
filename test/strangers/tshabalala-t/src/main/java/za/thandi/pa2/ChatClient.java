package za.thandi.pa2;

import java.io.*;
import java.net.Socket;
import java.util.Scanner;

class ChatClient {
  private final String letter;
  private final Socket socket;

  ChatClient(String letter, String host, int port) throws IOException {
    this.letter = letter;
    socket = new Socket(host, port);
  }

  void run() throws IOException {
    // background: everything from the server to the screen
    Thread t = new Thread(this::printer);
    t.start();
    PrintWriter out = new PrintWriter(socket.getOutputStream(), true);
    Scanner kb = new Scanner(System.in);
    // foreground: keyboard to server
    while (kb.hasNextLine()) {
      String s = letter + ": " + kb.nextLine();
      out.println(s);
      System.out.println("(me) " + s);
    }
  }

  private void printer() {
    try (BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream()))) {
      String l;
      while ((l = in.readLine()) != null) System.out.println("(server) " + l);
    } catch (IOException e) {
      // fall through
    }
    System.out.println("Chat has ended.");
    System.exit(0);
  }
}
