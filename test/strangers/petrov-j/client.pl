#!/usr/bin/perl
# client.pl LETTER [SERVER]
use strict;
use warnings;
use IO::Socket::INET;

$| = 1;
my ($letter, $server) = (@ARGV, '10.0.0.1')[0, 1];

my $s = IO::Socket::INET->new(PeerAddr => $server, PeerPort => 2311, Proto => 'udp') or die $!;

# connect
$s->send("HELLO $letter");
$s->recv(my $go, 100);          # wait until the server has both

print "Message of $letter: ";
chomp(my $text = <STDIN>);
$s->send("$letter: $text");
print "\nSent $letter: $text\n";

# acknowledgement
$s->recv(my $ans, 1500);
print "Server: $ans\n";
