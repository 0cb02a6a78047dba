#!/usr/bin/perl
# Client Y sends Bob
use strict;
use IO::Socket::INET;

my $host = $ARGV[0] || "10.0.0.1";
my $message = "Y: Bob";

# connect
my $s = IO::Socket::INET->new(PeerAddr => $host, PeerPort => 7070, Proto => 'tcp') or die "no connection: $!";
$| = 1;
print "Hit return to send the message ";
<STDIN>;
print $s "$message\n";
$s->flush();
print "sent: $message\n";
# response of server
my $r = <$s>;
print "received: $r";
close($s);
