#!/usr/bin/env tclsh
# Server in Tcl, driven by events.
#
# Multithreading is needed where a read blocks: a server that waits for one client could not notice
# that the other has spoken. Tcl's event loop calls us for whichever client has sent a line, so the
# list is in the order of arrival without threads.
set port 12000
set clients {}
set messages {}

# Called for each client that connects; nothing is read before the second.
proc accept {channel host port} {
    global clients
    lappend clients $channel
    chan configure $channel -blocking 0 -buffering line
    if {[llength $clients] == 2} {
        foreach each $clients { fileevent $each readable [list receive $each] }
    }
}

# Called when a client has sent something: a whole line of it is noted.
proc receive {channel} {
    global messages
    if {[gets $channel line] < 0} { return }
    puts "Received: $line"
    fileevent $channel readable {}
    lappend messages $line
    if {[llength $messages] == 2} { answer }
}

# Tells both which line came first.
proc answer {} {
    global clients messages done
    set text "[lindex $messages 0] received before [lindex $messages 1]"
    foreach each $clients {
        puts $each $text
        close $each
    }
    puts "Sent: $text"
    set done 1
}

chan configure stdout -buffering line
socket -server accept $port
puts "Listening on $port"
vwait done
