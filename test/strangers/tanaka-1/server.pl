#!/usr/bin/perl
# Assignment 2 server         Hana Tanaka
# Multithreading is necessary since the server must wait for client X and client Y simultaneous.
# With only one thread, reading from X would block and Y's message could be first but is not seen.
# The shared variables are used by both threads to know who was first.
use strict;
use threads;
use threads::shared;
use IO::Socket::INET;

$| = 1;
my $first :shared = "";      # name of the first client
my %msg :shared;             # message of each client

my $server = IO::Socket::INET->new(LocalPort => 7070, Proto => 'tcp', Listen => 2, ReuseAddr => 1)
    or die "cannot open socket: $!";
print "Server ready\n";

# accept both
my $c1 = $server->accept();
print "client 1 connected\n";
my $c2 = $server->accept();
print "client 2 connected\n";

# thread: reads "name message" line
sub reader {
    my $c = shift;
    my $line = <$c>;
    chomp $line;
    my ($name, $text) = split(/: /, $line, 2);
    lock(%msg);
    $first = $name if $first eq "";
    $msg{$name} = $text;
    print "received from $name: $text\n";
}

my $t1 = threads->create(\&reader, $c1);
my $t2 = threads->create(\&reader, $c2);
$t1->join();
$t2->join();

# make the response
my $response;
if ($first = "X") {
    $response = "X: $msg{X} received before Y: $msg{Y}";
} else {
    $response = "Y: $msg{Y} received before X: $msg{X}";
}
# send to both clients
foreach my $c ($c1, $c2) {
    print $c "$response\n";
    print "sent: $response\n";
    close($c);
}
