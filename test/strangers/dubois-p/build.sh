#!/bin/sh
javac *.java
echo "now: java TCPServer   /  java ClientX 10.0.0.1  /  java ClientY 10.0.0.1"
