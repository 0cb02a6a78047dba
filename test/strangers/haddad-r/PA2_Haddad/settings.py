import os
SERVER = os.environ.get("PA2_SERVER", "10.0.0.1")
PORT = 3110
