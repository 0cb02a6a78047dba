#!/bin/sh
mkdir -p bin && javac -d bin src/*.java && echo "run: java -cp bin Vermittler   /   java -cp bin Kunde"
