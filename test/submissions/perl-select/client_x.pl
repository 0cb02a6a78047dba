#!/usr/bin/perl
# Client X in Perl: sends a line that is typed, and prints the answer.
use strict;
use warnings;
use IO::Socket::INET;

my $host = $ARGV[0] || '10.0.0.1';
my $port = $ARGV[1] || 12000;
my $server = IO::Socket::INET->new(PeerAddr => $host, PeerPort => $port, Proto => 'tcp')
    or die "cannot connect: $!";
$| = 1;
print "Message of X: ";
my $message = <STDIN>;
chomp $message;
# The server reads a line.
print {$server} "$message\n";
print "Sent: $message\n";
my $answer = <$server>;
print "From server: $answer";
