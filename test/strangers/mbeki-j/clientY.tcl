#!/usr/bin/env tclsh
# client Y, start: tclsh clientY.tcl ?server? ?message?
lassign [concat $argv [lrange {10.0.0.1 Bob} [llength $argv] end]] server name

set s [socket $server 9311]      ;# connect to the server
fconfigure $s -buffering line

# send the message
puts "client Y sends: $name"
puts $s "Y: $name"

# wait for the answer and show it
puts "client Y received: [gets $s]"
close $s
