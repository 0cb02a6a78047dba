gcc serveur.c -o serveur -lpthread ; gcc clientx.c -o clientx ; gcc clienty.c -o clienty
