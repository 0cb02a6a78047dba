#!/bin/bash
# Client in bash: sends the line that is typed, and prints the answer.
exec 3<>"/dev/tcp/$1/12000"
read -r -p "Message: " message
# The server reads a line.
echo "$message" >&3
echo "Sent: $message"
read -r answer <&3
echo "From server: $answer"
