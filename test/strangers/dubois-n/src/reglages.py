# Réglages communs au serveur et aux clients
ADRESSE_SERVEUR = "10.0.0.1"
PORT = 6060
TAILLE = 512
