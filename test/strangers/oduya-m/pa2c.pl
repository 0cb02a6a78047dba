#!/usr/bin/perl -w
# pa2c.pl LETTER[@HOST[:PORT]] message words ...
#   pa2c.pl X Alice
#   pa2c.pl Y@10.0.0.1:5151 Bob
use strict;
use IO::Socket::INET;

my ($letter, $host, $port) = (shift // '') =~ /^(\w)(?:@([^:]+)(?::(\d+))?)?$/
    or die "usage: $0 LETTER[\@HOST[:PORT]] message\n";
$host ||= '10.0.0.1';
$port ||= 5151;
my $msg = "@ARGV";

# connect and talk
my $s = IO::Socket::INET->new(PeerAddr => $host, PeerPort => $port, Proto => 'tcp') or die "connect: $!";
$s->autoflush(1);
print $s "$letter $msg\n";
print "sent: $letter: $msg\n";
# one line comes back
my $ack = <$s>;
print "recv: $ack";
