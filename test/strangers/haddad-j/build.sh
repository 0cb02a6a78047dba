#!/bin/sh
# there is no maven on the mininet vm
mkdir -p target/classes
javac -d target/classes $(find src/main/java -name '*.java')
