#!/bin/bash
# compile everything, then start what is given: ./run.sh Server | ./run.sh ClientX | ./run.sh ClientY
javac Server.java ClientX.java ClientY.java
java $*
