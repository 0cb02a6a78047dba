#!/bin/sh
# build: compiles to target/classes (no Maven on the VM)
mkdir -p target/classes && javac -d target/classes $(find src -name '*.java')
