#!/bin/bash
mkdir -p classi && javac -d classi src/reti/*.java
