mkdir -p out
javac -d out src/edu/chat/*.java
echo "server: java -cp out edu.chat.ChatServer"
echo "client: java -cp out edu.chat.ChatClient 10.0.0.1"
