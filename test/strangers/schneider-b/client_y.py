#!/usr/bin/env python3
# Client Y
from client_gemeinsam import starte

starte("Y")
