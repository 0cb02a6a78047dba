/** Klient Y: java KlientY [rechner] [anschluss] */
public class KlientY {
    public static void main(String[] args) throws Exception { Klient.laufe('Y', args); }
}
