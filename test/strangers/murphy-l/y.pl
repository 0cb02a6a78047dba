#!/usr/bin/perl
use strict;
use warnings;
use IO::Socket::INET;

my $s = IO::Socket::INET->new(PeerAddr => $ARGV[0] || '10.0.0.1', PeerPort => 8080, Proto => 'tcp') or die "connect: $!";
$s->autoflush(1);
sleep($ARGV[1] || 0);
print $s "Y: Bob\n";
print "-> Y: Bob\n";
my $r = <$s>;
print "<- $r";
