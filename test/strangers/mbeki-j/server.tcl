#!/usr/bin/env tclsh
# server.tcl -- Thandi Mbeki
#
# Multithreading: needed as the two clients are independent of each other and the server does
# not know whom to wait for; a single blocking [gets] would wait for the wrong one. Tcl has
# it by events: each channel gets its own handler (fileevent) and these run as the data
# arrives, whichever channel it is. The global list "arrived" is what they share.

set port 9311
set channels {}
set arrived {}

# called by Tcl for each new connection
proc accept {chan addr cport} {
    global channels
    # line buffered, and never block in gets
    fconfigure $chan -buffering line -blocking 0
    lappend channels $chan
    puts "accepted $addr:$cport"
    if {[llength $channels] == 2} {
        # from now on, and not earlier, we read
        foreach c $channels { fileevent $c readable [list incoming $c] }
    }
}

proc incoming {chan} {
    global arrived channels done
    if {[gets $chan line] < 0} {
        # no full line yet, or closed
        if {[eof $chan]} { close $chan; set done 1 }
        return
    }
    puts "message from client -> $line"
    lappend arrived $line
    if {[llength $arrived] == 2} {
        set answer [join $arrived " received before "]
        foreach c $channels {
            puts $c $answer
            puts "answer to client -> $answer"
            close $c
        }
        set done 1
    }
}

fconfigure stdout -buffering line
socket -server accept $port
puts "server waits at $port"
vwait done
