#!/usr/bin/env python3
# Client X
from client_gemeinsam import starte

starte("X")
