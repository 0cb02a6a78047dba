"""Settings used by all programs (server, clients, chat). Reads config.ini."""

import configparser
import os

_cfg = configparser.ConfigParser()
_cfg.read(os.path.join(os.path.dirname(os.path.abspath(__file__)), "config.ini"))

SERVER_ADDRESS = _cfg.get("server", "address", fallback="10.0.0.1")
SERVER_PORT = _cfg.getint("server", "port", fallback=12345)
CHAT_PORT = _cfg.getint("server", "chat_port", fallback=12346)
