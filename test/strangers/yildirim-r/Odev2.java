/*
 * Bilgisayar Aglari - Odev 2 - Emre Yildirim
 *
 * Neden coklu is parcacigi (multithreading) gerekli?
 * Cunku okuma islemi programi bekletir. Tek is parcacigi ile sunucu once X'i beklerse Y'nin mesaji daha once
 * gelse bile bunu goremez. Her istemci icin ayri bir is parcacigi olunca ikisini ayni anda dinleyebiliriz.
 * Ortak veri: "gelenler" listesi. Iki mesaj da gelince CountDownLatch sifira iner.
 */
import java.io.*;
import java.net.*;
import java.util.*;
import java.util.concurrent.CountDownLatch;

public class Odev2 {
    static final int KAPI = 8090;
    static final Scanner klavye = new Scanner(System.in);

    public static void main(String[] args) throws Exception {
        System.out.println("1 - Sunucu");
        System.out.println("2 - Istemci X");
        System.out.println("3 - Istemci Y");
        System.out.print("Seciminiz: ");
        switch (klavye.nextLine().trim()) {
            case "1": sunucu(); break;
            case "2": istemci("X"); break;
            case "3": istemci("Y"); break;
            default: System.out.println("Hatali secim");
        }
    }

    // ---------------------------------------------------------------- sunucu
    static final List<String> gelenler = Collections.synchronizedList(new ArrayList<>());
    static final CountDownLatch ikiMesaj = new CountDownLatch(2);

    static void sunucu() throws Exception {
        ServerSocket ss = new ServerSocket(KAPI);
        System.out.println("Sunucu basladi, istemciler bekleniyor...");
        Socket[] baglantilar = new Socket[2];
        // once iki istemcinin de baglanmasini bekle
        for (int i = 0; i < 2; i++) {
            baglantilar[i] = ss.accept();
            System.out.println((i + 1) + ". istemci baglandi");
        }
        Thread[] t = new Thread[2];
        for (int i = 0; i < 2; i++) {
            t[i] = new Thread(new Dinleyici(baglantilar[i]));
            t[i].start();
        }
        t[0].join();
        t[1].join();
        System.out.println("Is bitti, sunucu kapaniyor.");
        ss.close();
    }

    /** Bir istemciyi dinleyen is parcacigi */
    static class Dinleyici implements Runnable {
        Socket s;
        Dinleyici(Socket s) { this.s = s; }

        public void run() {
            try {
                BufferedReader oku = new BufferedReader(new InputStreamReader(s.getInputStream()));
                PrintWriter yaz = new PrintWriter(s.getOutputStream(), true);
                String mesaj = oku.readLine();
                gelenler.add(mesaj);           // once gelen listenin basinda
                ikiMesaj.countDown();
                ikiMesaj.await();              // digerini bekle
                yaz.println(gelenler.get(0) + " mesaji " + gelenler.get(1) + " mesajindan once alindi");
                s.close();
            } catch (Exception e) {
                System.out.println("Hata: " + e);
            }
        }
    }

    // ---------------------------------------------------------------- istemci
    static void istemci(String harf) throws Exception {
        System.out.print("Sunucu IP adresi: ");
        String ip = klavye.nextLine().trim();
        Socket s = new Socket(ip, KAPI);
        PrintWriter yaz = new PrintWriter(s.getOutputStream(), true);
        BufferedReader oku = new BufferedReader(new InputStreamReader(s.getInputStream()));
        System.out.print("Mesajiniz: ");
        String mesaj = klavye.nextLine();
        yaz.println(harf + ": " + mesaj);
        System.out.println("Gonderilen mesaj -> " + harf + ": " + mesaj);
        System.out.println("Sunucudan gelen cevap -> " + oku.readLine());
        s.close();
    }
}
