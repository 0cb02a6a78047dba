#!/usr/bin/perl
# Client for assignment 2 - Uwe Schmidt
# usage: perl client.pl X     or    perl client.pl Y
use strict;
use warnings;
use IO::Socket::INET;

$| = 1;
my $who = shift or die "usage: perl client.pl X|Y\n";
# connect to h1
my $s = IO::Socket::INET->new(
    PeerAddr => '10.0.0.1',
    PeerPort => 7070,
    Proto    => 'tcp',
) or die "cannot connect: $!";

# name from keyboard
print "Name: ";
my $name = <STDIN>;
chomp $name;
print $s "$who: $name\n";

# show what the server says
my $ack = <$s>;
print "Server: $ack";
close $s;
