"""Funcoes comuns: cada mensagem vai precedida do seu tamanho em 4 bytes (big endian)."""
import configparser
import os
import struct

_cfg = configparser.ConfigParser()
_cfg.read(os.path.join(os.path.dirname(os.path.abspath(__file__)), "config.ini"))

SERVIDOR = _cfg["rede"]["servidor"]
PORTA = _cfg.getint("rede", "porta")
PADRAO = dict(_cfg["clientes"])


def _ler_exato(sock, n):
    # recv pode devolver menos do que pedimos, por isso o ciclo
    partes = b""
    while len(partes) < n:
        b = sock.recv(n - len(partes))
        if not b:
            raise ConnectionError("ligacao fechada")
        partes += b
    return partes


def enviar(sock, texto):
    dados = texto.encode("utf-8")
    sock.sendall(struct.pack("!I", len(dados)) + dados)


def receber(sock):
    (n,) = struct.unpack("!I", _ler_exato(sock, 4))
    return _ler_exato(sock, n).decode("utf-8")
