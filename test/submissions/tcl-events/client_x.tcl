#!/usr/bin/env tclsh
# Client X in Tcl: sends the line that is typed, and prints the answer.
lassign $argv host port
set server [socket $host $port]
chan configure $server -buffering line
puts -nonewline "Enter the message of X: "
flush stdout
gets stdin message
puts $server $message
puts "Sent: $message"
# One line is the answer.
puts "From server: [gets $server]"
close $server
