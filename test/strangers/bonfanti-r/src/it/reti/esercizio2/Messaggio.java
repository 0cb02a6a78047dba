package it.reti.esercizio2;

/** Un messaggio con il suo mittente. */
class Messaggio {
    private final String mittente;
    private final String testo;

    Messaggio(String mittente, String testo) {
        this.mittente = mittente;
        this.testo = testo;
    }

    @Override
    public String toString() {
        return mittente + ": " + testo;
    }
}
