package za.thandi.pa2;

/** Picks the program: "server [port]" or "client LETTER HOST [port]". */
public class App {
  public static void main(String[] args) throws Exception {
    if (args.length >= 1 && args[0].equals("server")) {
      new ChatServer(args.length > 1 ? Integer.parseInt(args[1]) : 9090).run();
    } else if (args.length >= 3 && args[0].equals("client")) {
      new ChatClient(args[1], args[2], args.length > 3 ? Integer.parseInt(args[3]) : 9090).run();
    } else {
      System.out.println("java -jar pa2-1.0-SNAPSHOT.jar server [port]");
      System.out.println("java -jar pa2-1.0-SNAPSHOT.jar client X|Y host [port]");
    }
  }
}
