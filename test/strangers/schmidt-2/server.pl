#!/usr/bin/perl
# Server for assignment 2 - Uwe Schmidt
#
# Why multithreading: with one thread the server is blocked while it reads from one
# client and it does not see which of the two was the faster. So one needs
# parallel reading. Here IO::Select does it: it watches both sockets at once,
# can_read gives back the socket that has data first (like two threads waiting).
use strict;
use warnings;
use IO::Socket::INET;
use IO::Select;

$| = 1;
my $server = IO::Socket::INET->new(
    LocalPort => 7070,
    Proto     => 'tcp',
    Listen    => 2,
    ReuseAddr => 1,
) or die "cannot listen: $!";
print "Server waits on port 7070\n";

# accept both of them
my $c1 = $server->accept();
print "first client connected\n";
my $c2 = $server->accept();
print "second client connected\n";

# watch both, remember the order in @order
my $sel = IO::Select->new($c1, $c2);
my @order;
while (@order < 2) {
    foreach my $c ($sel->can_read()) {
        my $line = <$c>;
        chomp $line;
        push @order, $line;
        $sel->remove($c);     # only one message of each client
    }
}

# send the result to both clients
my $ack = "$order[0] received before $order[1]";
foreach my $c ($c1, $c2) {
    print $c "$ack\n";
    close $c;
}
print "finished\n";
