#!/usr/bin/env tclsh
# client X, start: tclsh clientX.tcl ?server? ?message?
lassign [concat $argv [lrange {10.0.0.1 Alice} [llength $argv] end]] server name

set s [socket $server 9311]      ;# connect to the server
fconfigure $s -buffering line

# send the message
puts "client X sends: $name"
puts $s "X: $name"

# wait for the answer and show it
puts "client X received: [gets $s]"
close $s
