/** Klient X: java KlientX [rechner] [anschluss] */
public class KlientX {
    public static void main(String[] args) throws Exception { Klient.laufe('X', args); }
}
