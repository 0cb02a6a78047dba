#!/usr/bin/perl
# server.pl -- Assignment 2 -- Dimitar Petrov
#
# Why multithreading: the server must be able to receive from two clients at one time, and
# if it waits for one of them in a blocking recv it would miss the other. I use datagrams, where ONE
# socket gets the packets of ALL clients in the order of arrival, so that in my
# solution the kernel's queue does what the threads would do.
# (There is no loss in Mininet, so we do not need retransmissions.)

use strict;
use warnings;
use IO::Socket::INET;

$| = 1;
my $PORT = 2311;

my $sock = IO::Socket::INET->new(LocalPort => $PORT, Proto => 'udp', ReuseAddr => 1)
    or die "cannot bind: $!";
print "Server ready on port $PORT\n";

# phase 1: "connections". Each client sends HELLO <letter>, we wait for two.
my %peer;      # letter => packed address
my @early;     # should not happen: data before both are here
while (keys %peer < 2) {
    my $from = $sock->recv(my $buf, 1500);
    if ($buf =~ /^HELLO (\w)/) {
        $peer{$1} = $from;
        print "Client $1 is connected\n";
    }
    else {
        push @early, $buf;
    }
}
# tell them that they can start
$sock->send("GO", 0, $_) for values %peer;

# phase 2: two messages, in the order of arrival
my @got = @early;
while (@got < 2) {
    $sock->recv(my $buf, 1500);
    print "Received $buf\n";
    push @got, $buf;
}

# phase 3: the answer
my $answer = "$got[0] received before $got[1]";
for my $l (sort keys %peer) {
    $sock->send($answer, 0, $peer{$l});
    print "Sent to $l: $answer\n";
}
