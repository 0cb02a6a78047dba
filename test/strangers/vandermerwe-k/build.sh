#!/bin/sh
# compiles to out/ and packs relay.jar
mkdir -p out && javac -d out $(find src -name '*.java') && jar cf relay.jar -C out .
