"""Command line: ``python3 -m msgorder {server,client}``."""
import argparse

from . import client, server


def main():
    p = argparse.ArgumentParser(prog="msgorder")
    sub = p.add_subparsers(dest="role", required=True)
    s = sub.add_parser("server")
    s.add_argument("--port", type=int, default=15000)
    c = sub.add_parser("client")
    c.add_argument("letter", choices=("X", "Y"))
    c.add_argument("text")
    c.add_argument("--host", default="10.0.0.1")
    c.add_argument("--port", type=int, default=15000)
    c.add_argument("--delay", type=float, default=0, help="seconds between connect and send")
    a = p.parse_args()
    if a.role == "server":
        server.Server(a.port).run()
    else:
        client.run(a.letter, a.text, a.host, a.port, a.delay)


if __name__ == "__main__":
    main()
